//! E06xx: pages: front matter, links, anchors and quoted facts.

use crate::diagnostic::fact::{Nearest, Personal, Words};
use crate::diagnostic::problems::problems;

problems! {
    /// E06xx: pages: front matter, links, anchors and quoted facts.
    ContentProblem {
        "E0601" Error NoFrontMatter { }
            title "缺少页首信息" / "no front matter"
            message "文件开头没有用两行「---」括起的页首信息" / "the file does not begin with front matter between two lines of `---`"
            help "请检查开头和结尾的「---」是否各占一行，中间写 title 等" / "check that `---` stands on a line of its own before and after `title` and so on"
            explain "每个页面文件以两行「---」之间的 YAML 开头，写明标题等信息，后面是 Markdown 正文。" / "A page begins with YAML between two lines of `---`, then comes its Markdown."

        "E0602" Error DeadLink { target: String, nearest: Nearest }
            title "链接指向不存在的文件" / "a link to nothing"
            message "链接的目标「{target}」不存在" / "the link's target `{target}` does not exist"
            help "{nearest}" / "{nearest}"
            explain "页面之间的链接写成到 Markdown 文件的相对路径，例如 ../classes/2022/07-forestry.md。目标不存在或不会发布时报错。"
                / "Links between pages are relative paths to Markdown files, such as ../classes/2022/07-forestry.md. The target does not exist or is not published."

        "E0603" Error DeadAnchor { target: String, anchor: String, nearest: Nearest }
            title "链接的锚点不存在" / "a link to a missing heading"
            message "「{target}」里没有标题「{anchor}」" / "`{target}` has no heading `{anchor}`"
            help "{nearest}" / "{nearest}"
            explain "「#」后面要写目标页面里一个标题的原文（空格写成短横）。" / "What follows `#` is the text of a heading of that page, blanks written as hyphens."

        "E0604" Error UnknownFact { fact: String, nearest: Nearest }
            title "引用的数据不存在" / "an unknown fact is quoted"
            message "没有可引用的数据「{fact}」" / "there is no fact `{fact}` to quote"
            help "{nearest}" / "{nearest}"
            explain "正文里用双花括号引用数据文件里的内容，例如截止时间，这样日期只需改一处。引用的名称必须存在。" / "Double braces in a text quote a fact of the data files, so that a date is changed in one place. The name must exist."

        "E0605" Error UnclosedQuote { }
            title "引用没有写完" / "an unfinished quotation"
            message "双花括号没有配对" / "the double braces are not closed"
            help "请补上右边的双花括号；要写出双花括号本身，请在前面加反斜杠" / "close them, or put a backslash before braces that are meant literally"
            explain "引用数据的双花括号要在同一行内成对。" / "The braces of a quoted fact come in pairs on one line."

        "E0606" Error RawHtml { found: String }
            title "正文里有 HTML" / "raw HTML in a page"
            message "正文里不能直接写 HTML「{found}」" / "raw HTML `{found}` is not allowed in a page"
            help "请改用 Markdown 写法；要写出尖括号，请在前面加反斜杠" / "use Markdown, or put a backslash before the bracket"
            explain "正文只用 Markdown，页面才能在各种设备上保持一致、可读。" / "Pages are written in Markdown alone, so that they stay consistent and accessible."

        "E0607" Error FirstLevelHeading { text: String }
            title "正文里用了一级标题" / "a first-level heading in a text"
            message "「{text}」是一级标题，页面标题已经占用" / "`{text}` is a first-level heading, which the page's title is already"
            help "请从二级标题（##）写起" / "begin with second-level headings (##)"
            explain "页面的一级标题来自页首信息的 title，正文从二级标题写起，读屏软件才能正确朗读层次。" / "The page's first-level heading is its title; texts begin at the second level, so that screen readers tell the levels right."

        "E0608" Error MissingPage { to: String, nearest: Nearest }
            title "导航指向不存在的页面" / "a navigation entry to nothing"
            message "导航里的「{to}」没有对应的页面" / "no page answers to `{to}` in the navigation"
            help "{nearest}" / "{nearest}"
            explain "data/site.yaml 的导航写站内地址，例如 notices/，必须有对应的页面。" / "The navigation of data/site.yaml names addresses within the site, such as notices/."

        "E0609" Error BadFileName { name: String }
            title "文件名不能用作网址" / "a file name that makes no address"
            message "「{name}」不能用作网址" / "`{name}` makes no address"
            help "文件名请用小写字母、数字和短横" / "use lower-case letters, digits and hyphens"
            explain "页面的网址来自文件名。只用小写字母、数字和短横，网址在聊天软件里才能完整点开。" / "A page's address comes from its file name. Lower-case letters, digits and hyphens survive every chat program."

        "E0610" Error StrayPage { path: String }
            title "页面放错了位置" / "a page in the wrong place"
            message "「{path}」不在可以发布的位置，不会成为页面" / "`{path}` does not stand where pages do and would not be published"
            help "通知放在 content/notices，班次放在 content/classes 的项目文件夹里，其他页面放在 content/pages" / "notices belong into content/notices, classes into their programme's folder in content/classes, other pages into content/pages"
            explain "content 里的 Markdown 文件都要成为页面。首页是 content/index.md，其余按通知、班次和一般页面分放，放错位置就不会发布，所以报错。"
                / "Every Markdown file in content becomes a page: index.md is the home page, the others stand in notices, classes/<programme> or pages. Anywhere else it would silently go missing."

        "E0611" Error ForeignTarget { target: String }
            title "不支持的链接" / "a link of an unsupported kind"
            message "「{target}」不能用在这里" / "`{target}` cannot be used here"
            help "链接可以是站内文件、http(s) 网址、mailto: 和 tel:；图片要放在项目里，用相对路径" / "links lead to files of the project, http(s) addresses, mailto: and tel:; pictures lie within the project and are named by relative paths"
            explain "网站不向别的网站取任何东西，所以图片和附件要放在项目里；链接只支持常见的几种，其他的（例如 javascript:）不安全。"
                / "The site asks nothing of other hosts, so pictures and attachments lie within the project. Other kinds of link, such as javascript:, are not safe."

        "E0612" Error RedirectClash { address: String, other: String }
            title "旧地址被占用" / "an old address that is taken"
            message "旧地址「{address}」已被「{other}」占用" / "`{address}` is taken by `{other}`"
            help "请删去这个旧地址，或者改掉占用它的页面的名称" / "remove this old address, or rename what stands there"
            explain "redirects 里的旧地址会成为一个自动跳转的小页面。那里已经有页面、文件或另一个跳转时，打开的人就到不了他要去的地方，所以报错。大小写不同也算同一个地址，因为有的系统不区分。"
                / "An address in `redirects` becomes a small page that leads on. Where a page, a file or another redirect stands already, people would not get where they meant to go. Addresses that differ in capitals only count as one, because some disks do not tell them apart."

        "E0613" Error CorrectionCircle { chain: String }
            title "更正绕回了自己" / "a correction that comes back to itself"
            message "通知不能更正它自己：{chain}" / "a notice cannot correct itself: {chain}"
            help "请把 corrects 里的 notice 改成更早的那份通知" / "let `notice` in `corrects` name the earlier notice"
            explain "更正通知更正的是更早发布的另一份通知。两份通知互相更正，或者一份更正它自己，读的人就不知道以哪一份为准。"
                / "A correction puts right another, earlier notice. Where notices correct each other, or one corrects itself, nobody can tell which one holds."

        "E0614" Warning EarlyCorrection { date: String, corrected: String }
            title "更正早于被更正的通知" / "a correction older than what it corrects"
            message "更正通知的日期是 {date}，被更正的通知是 {corrected}，更正反而更早" / "the correction is dated {date}, but what it corrects {corrected}, which is later"
            help "请核对两份通知的 date，以及 corrects 里的 notice 有没有写反" / "check `date` of both, and whether `notice` in `corrects` names the right one"
            explain "更正通知晚于它更正的通知。日期反过来，多半是写错了日期，或者把两份通知弄反了。"
                / "A correction comes after what it corrects. Where the dates say otherwise, one of them is a slip or the two notices were mixed up."

        "E0615" Error NothingCorrected { text: String }
            title "更正前后相同" / "a correction that changes nothing"
            message "原为和更正为都是「{text}」" / "old and new are both `{text}`"
            help "引用数据的，请先在数据文件里改成新的内容；原来的写法照抄在 old 里" / "where it quotes a fact, change the fact first; `old` holds the former wording"
            explain "更正要写明原来是什么、现在是什么。两者相同，多半是 new 引用的日期还没有改，或者 old 写成了新的内容。"
                / "A correction says what was and what is. Where both are alike, the fact that `new` quotes was not changed yet, or `old` holds the new wording."

        "E0616" Warning BrokenAddress { address: String, fault: Words }
            title "网址或邮箱写坏了" / "a broken web or mail address"
            message "「{address}」用不了：{fault}" / "`{address}` cannot work: {fault}"
            help "请对照来源改正；空格用 %20 代替，标点用半角" / "compare it with its source; write blanks as %20 and use ASCII punctuation"
            explain "程序不联网，不会去试网址能不能打开，只看写法：里面有没有空格，有没有域名，域名里有没有全角字符。站外网址和邮箱可以用 linghang check --links 全部列出来，逐个核对。"
                / "The program asks no other host, so it only looks at how an address is written: blanks, a missing host, full-width characters in the host. `linghang check --links` lists all addresses outside the site, to be tried one by one."

        "E0620" Error IdShown { found: Personal }
            title "内容里有身份证号" / "an ID number in what is published"
            message "这里写着一个身份证号：{found}" / "an ID number stands here: {found}"
            help "请删去；举例请用地区码以 0000 结尾的号码，例如 110000198503070011" / "delete it; for an example use a number whose region ends in 0000, such as 110000198503070011"
            explain "content 和 data 里的内容会公开。身份证号的校验位正确、地区码不以 0000 结尾，就可能真有其人，所以不生成网站。全角数字、号码中间的空格和短横也认得出来。"
                / "What stands in content and data is published. A number with the right check digit, of a region that does not end in 0000, may be somebody's, so nothing is built. Full-width digits, blanks and hyphens hide it no more."

        "E0621" Error MobileShown { found: Personal }
            title "内容里有手机号" / "a mobile number in what is published"
            message "这里写着一个手机号：{found}" / "a mobile number stands here: {found}"
            help "如果是公开的联系电话，请写进通知、班次、项目的 contacts 或单位的 contact；如果是个人号码，请删去；举例请用 13800000000 至 13800000999"
                / "if people are meant to call it, put it into `contacts` of a notice, a class or a programme, or `contact` of a unit; if it is somebody's own, delete it; examples use 13800000000 to 13800000999"
            explain "content 和 data 里的内容会公开。只有写在 contacts 里的手机号算公开的联系电话，写进去以后正文里也可以出现；别的手机号可能是误贴进来的个人信息，所以不生成网站。网址里的数字不算。"
                / "What stands in content and data is published. A mobile that some `contacts` gives is an official one, and may then stand in texts, too; any other may be somebody's own that was pasted by mistake, so nothing is built. Digits within web addresses do not count."

        "E0622" Error NumberInPage { what: Words, found: Personal, pages: usize }
            title "生成的页面里有个人号码" / "a personal number in a finished page"
            message "生成的文件里有{what}：{found}（共 {pages} 个文件，这是第一个）" / "a finished file holds {what}: {found} (files: {pages}; this is the first)"
            help "它不在 content 和 data 的文字里：请检查 templates 里自己的模板，以及附件" / "it stands in no text of content and data: look at templates of your own and at attachments"
            explain "网站写出之前，每个页面和文本附件还要再查一遍。号码不在 content 和 data 的文字里，多半来自自己的模板，或者是几处引用拼在一起成了一个号码。PDF、Word、图片等附件不检查，请自己看过再放进来。"
                / "Before the site is written, every page and every attachment that is a text is looked at once more. A number that stands in no text of content and data most likely comes from a template of your own, or from quotations that happen to join. PDF, Word and picture files are not looked into: read them yourself before you publish them."
    }
}
