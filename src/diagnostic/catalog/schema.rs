//! E02xx: authored data: programmes, forms, code lists, units, front matter.

use crate::diagnostic::fact::{Nearest, Words};
use crate::diagnostic::problems::problems;

problems! {
    /// E02xx: authored data: programmes, forms, code lists, units, front matter.
    SchemaProblem {
        "E0201" Error UnknownKey { key: String, nearest: Nearest }
            title "未知的键" / "an unknown key"
            message "没有「{key}」这个键" / "unknown key `{key}`"
            help "{nearest}" / "{nearest}"
            explain "数据文件和页首信息里只能用规定的键。写错一个字母，内容就会悄悄失效，所以未知的键一律报错。"
                / "Only known keys are allowed in data files and front matter. A mistyped key would silently do nothing, so it is an error."

        "E0202" Error WrongType { key: String, expected: Words, found: Words }
            title "类型不对" / "the wrong type"
            message "「{key}」应当是{expected}，这里是{found}" / "`{key}` must be {expected}, found {found}"
            explain "这个键的内容类型不对，例如应当是一个列表，却写成了一段文字。请参照 docs/authoring.md 里的写法。"
                / "The value of this key has the wrong type, such as a text where a list belongs. See docs/authoring.md for the formats."

        "E0203" Error MissingKey { key: String, owner: Words }
            title "缺少必需的键" / "a required key is missing"
            message "{owner}缺少「{key}」" / "{owner} has no `{key}`"
            help "请补上「{key}: …」" / "add `{key}: …`"
            explain "这个键是必需的，没有它就无法生成页面或检查表格。" / "The key is required; without it the page or the check cannot be made."

        "E0204" Error UnknownReference { what: Words, name: String, nearest: Nearest }
            title "引用的对象不存在" / "a reference to nothing"
            message "没有名为「{name}」的{what}" / "there is no {what} named `{name}`"
            help "{nearest}" / "{nearest}"
            explain "文件里引用的项目、通知、表单、规则、栏目或截止时间不存在，可能是名称写错，也可能是对应的文件还没有写。"
                / "The programme, notice, form, rule, field or deadline that is named does not exist: a slip in the name, or its file is not written yet."

        "E0205" Error DuplicateName { what: Words, name: String }
            title "重名" / "a name used twice"
            message "{what}「{name}」重复了" / "{what} `{name}` is used twice"
            help "请改用不同的名称" / "give one of them another name"
            explain "同类的对象要有不同的名称，否则引用时分不清。先写的一处也已列出。" / "Things of a kind need different names, or references would be ambiguous. The first one is shown too."

        "E0206" Error BadValue { key: String, found: String, expected: Words }
            title "内容不符合规定" / "a value out of line"
            message "「{key}」的内容「{found}」不对，应当是{expected}" / "`{key}` is `{found}`, but must be {expected}"
            explain "这个键只接受特定写法的内容，例如日期写成 YYYY-MM-DD，数目写成阿拉伯数字。"
                / "The key takes values of a certain form only, such as days as YYYY-MM-DD and counts as digits."

        "E0207" Error UnknownWord { key: String, found: String, nearest: Nearest }
            title "不在规定的选项之中" / "not one of the words allowed"
            message "「{key}」不能是「{found}」" / "`{key}` cannot be `{found}`"
            help "{nearest}" / "{nearest}"
            explain "这个键只能取几个固定的词，写错一个字母就不认。" / "The key takes one of a few fixed words."

        "E0208" Error NoProject { path: String }
            title "这里不是 linghang 项目" / "not a linghang project"
            message "从「{path}」往上都找不到 data/site.yaml" / "no data/site.yaml in `{path}` or above it"
            help "请进入项目文件夹，或者用 --root 指明；新建项目用 linghang init 文件夹名" / "enter the project's folder or name it with --root; `linghang init DIR` makes a new one"
            explain "一个项目的根文件夹里有 data/site.yaml。除 demo、init、explain 和 completions 之外的命令都在项目里运行。"
                / "The root of a project holds data/site.yaml. All commands but demo, init, explain and completions run inside a project."

        "E0209" Error MissingFile { path: String }
            title "缺少数据文件" / "a data file is missing"
            message "缺少文件 {path}" / "the file {path} is missing"
            help "请补上这个文件；linghang init 生成的项目里有样本" / "add the file; a project made by `linghang init` holds an example"
            explain "别的文件引用了这个数据文件，但是它不存在。" / "Another file refers to this data file, but it does not exist."

        "E0210" Error PredicateMisfit { predicate: String, field: String, kind: Words }
            title "条件与栏目的类型不合" / "a predicate that does not fit the field"
            message "「{field}」是{kind}栏目，不能用「{predicate}」" / "`{field}` is a field of kind {kind}, which `{predicate}` does not fit"
            help "大小比较用于数和年龄，先后比较用于日期和年月，照片只能问有没有（present、absent），其余用 is、is_not、in、not_in、present、absent" / "compare sizes of numbers and ages, order of days and months; of a photo ask present or absent; else use is, is_not, in, not_in, present, absent"
            explain "规则的条件要和栏目的类型相配，例如不能问一段文字「不大于 35」。" / "A rule's predicate must fit the kind of its field: a text cannot be `at_most: 35`."

        "E0211" Error NotAChoice { field: String, value: String, nearest: Nearest }
            title "规则里的值不是该栏目的选项" / "a rule's value is no option of the field"
            message "「{field}」没有「{value}」这个选项" / "`{value}` is no option of `{field}`"
            help "{nearest}" / "{nearest}"
            explain "规则里写的值在栏目的选项里找不到，这条规则就永远不会起作用，所以报错。" / "A value that the field cannot take would make the rule void."

        "E0212" Error BadAreas { reason: Words }
            title "表格版式图有误" / "a fault in the drawing of the form"
            message "版式图画得不对：{reason}" / "the drawing is not right: {reason}"
            help "每行的格数要相同，每个栏目占一个矩形，空格用「.」" / "give every row the same number of cells, each field one rectangle, and `.` for an empty cell"
            explain "areas 像 CSS 的 grid-template-areas 一样画出表格：每行的词数相同，同一个栏目连成一个矩形。"
                / "`areas` draws the form as CSS grid-template-areas does: rows of equal length, each field one rectangle."

        "E0213" Error BadRule { reason: Words }
            title "规则不成立" / "an unsound rule"
            message "这条规则不成立：{reason}" / "the rule is not sound: {reason}"
            explain "每条规则有且只有一个范围：each、per 或 not_listed_in；per 规则还要有 at_most 或 at_least，并且它要能被违反、也能被满足。写法见 docs/authoring.md。" / "A rule has exactly one scope: each, per or not_listed_in; `per` needs at_most or at_least, and it must be possible both to keep and to break it. See docs/authoring.md."

        "E0214" Error BadField { reason: Words }
            title "栏目的说明不完整" / "an incomplete field"
            message "这个栏目的说明不完整：{reason}" / "the field is incomplete: {reason}"
            explain "选择类的栏目要有 options 或 options_from 之一，其他栏目不能有选项。" / "A choice needs options or options_from, one of them; other kinds take none."

        "E0215" Error UnknownDataFile { path: String }
            title "不会被读取的数据文件" / "a data file that is not read"
            message "data/{path} 不会被读取" / "data/{path} is not read"
            help "数据文件有 site.yaml、units.yaml，以及 programmes、forms、codes、exports 文件夹里的 .yaml 文件；请核对名称和扩展名" / "data files are site.yaml, units.yaml, and .yaml files in programmes, forms, codes and exports; check the name and its ending"
            explain "文件名或扩展名写错，里面的内容就会悄悄失效，所以 data 文件夹里认不出的数据文件一律报错。"
                / "A data file with a slip in its name or ending would silently do nothing, so it is an error."

        "E0216" Error BadExport { reason: Words }
            title "导出表的写法有误" / "a fault in an export"
            message "导出表写得不对：{reason}" / "the export is not right: {reason}"
            help "写法见 docs/authoring.md 的“导出表”；linghang schema export 供编辑器使用" / "see Exports in docs/authoring.md; `linghang schema export` is for editors"
            explain "data/exports 里的文件说明另一个系统要的表格有哪几列、每列放什么。每一列写 field、text、fact 之一；format 只用于日期和年月，code: sex 只用于性别，encoding 只用于 csv。"
                / "Files in data/exports say which columns the table of another system has and what goes into each. A column has one of field, text and fact; `format` is for days and months, `code: sex` for the sex, `encoding` for csv."
    }
}
