//! E01xx: a file as a whole, and the YAML in it.

use crate::diagnostic::fact::{Both, Nearest, Personal, Words};
use crate::diagnostic::problems::problems;

problems! {
    /// E01xx: a file as a whole, and the YAML in it.
    FileProblem {
        "E0101" Error PathNotFound { path: String }
            title "找不到文件或文件夹" / "no such file or folder"
            message "找不到「{path}」" / "`{path}` does not exist"
            help "请核对路径；文件夹名里有空格时，要用引号括起来" / "check the path; quote it if it holds blanks"
            explain "命令里写的文件或文件夹不存在。常见原因：路径写错、没有先进入所在文件夹、名称里有空格却没有加引号。程序没有改动任何文件。"
                / "The file or folder named on the command line does not exist. Usual causes: a slip in the path, another current folder, or blanks without quotes. Nothing was changed."

        "E0102" Error EmptyFolder { path: String }
            title "文件夹是空的" / "the folder is empty"
            message "「{path}」里没有任何文件" / "`{path}` holds no file"
            help "请把收到的表格放进这个文件夹，或者指向另一个文件夹" / "put the returned forms into it, or name another folder"
            explain "要汇总的文件夹里一个文件也没有，多半是指错了文件夹。汇总结果照样写出，其中各单位都是未报送。"
                / "There is no file in the folder to be compiled; most likely another folder was meant. The summary is still written, with every unit as not reported."

        "E0103" Error Unreadable { reason: Both }
            title "文件打不开" / "the file cannot be opened"
            message "文件打不开：{reason}" / "the file cannot be opened: {reason}"
            help "请检查文件权限，或者确认它没有被别的程序占用" / "check its permissions, and that no other program holds it"
            explain "操作系统不让程序读这个文件，例如没有权限、磁盘出错或文件正被占用。它在收件台账里记为「无法读取」，其他文件照常处理。"
                / "The operating system does not let the program read the file: no permission, a disk fault, or another program holds it. The ledger lists it as unreadable; the other files go on."

        "E0104" Error NotText { }
            title "不是文本文件" / "not a text"
            message "这个文件不是文本，内容无法读取" / "this file is no text"
            help "请确认它是文本；收到的表格，请对方用空白表重新填写后报送" / "make sure that it is a text; if it was returned, ask the sender to fill in the blank form"
            explain "文件扩展名是文本，内容却不是（例如把图片或表格改了扩展名），或者使用了认不出的编码。可以识别的编码：UTF-8、UTF-16（有标记）、GB18030。"
                / "The name says text, the content does not (a picture or workbook renamed), or the encoding is unknown. Known encodings: UTF-8, UTF-16 with a mark, GB18030."

        "E0105" Error TooLarge { size: String, limit: String }
            title "文件太大" / "the file is too large"
            message "文件有 {size}，超过上限 {limit}" / "the file has {size}, more than the limit of {limit}"
            help "请确认没有发错文件；表里放了照片的，请对方在 Word、Excel 或 WPS 里“压缩图片”，另存以后再报送" / "make sure that it is the right file; if there are photos in it, ask the sender to compress the pictures in Word, Excel or WPS and to save it anew"
            explain "为了不让一个文件占满内存，程序对每个文件的大小设有上限：电子表格和 Word 文件 64 MB，其他表格 8 MB。表格本身很小，手机拍的照片一张却有十几 MB：在 Word、Excel 或 WPS 里点一下照片，用“图片格式”里的“压缩图片”，再保存，文件就小了。没有照片还这样大的，多半是误发的文件。"
                / "Each file has a size limit, so that no single file can fill the memory: 64 MB for workbooks and documents, 8 MB for other forms. Forms are small, but a photo taken with a phone has more than ten megabytes: click on the photo in Word, Excel or WPS, choose Compress Pictures under Picture Format, and save. A file that is as large without photos is most likely not the form."

        "E0106" Note Decoded { encoding: String }
            title "不是 UTF-8 编码" / "not written in UTF-8"
            message "文件按 {encoding} 编码读取" / "read as {encoding}"
            explain "文件不是 UTF-8 编码，程序认出了它的编码并已正确读取，无需处理。"
                / "The file is not UTF-8; its encoding was recognised and the text was read. Nothing needs doing."

        "E0107" Error UnknownFileType { extension: Both }
            title "不能读取的文件类型" / "a type of file that cannot be read"
            message "不能读取{extension}文件" / "{extension} files cannot be read"
            help "请对方改用电子表格（.xlsx）、Word 文件（.docx）或网站上的空白表填写后报送" / "ask the sender for a workbook (.xlsx) or a document (.docx), or to use a blank form of the site"
            explain "能读取的有：电子表格（.xlsx、.xlsm、.xls、.ods）、Word 文件（.docx、.docm）、YAML 表格（.yaml、.yml，也可以写在 .txt 或邮件正文里），以及装有它们的压缩包（.zip）和邮件（.eml）。其他类型的文件记入收件台账，需要请对方重新报送。"
                / "What can be read: workbooks (.xlsx, .xlsm, .xls, .ods), documents (.docx, .docm), YAML forms (.yaml, .yml, and within a .txt or a mail), and archives (.zip) and mails (.eml) that hold them. Other types of files are listed in the ledger; ask the sender for another file."

        "E0108" Error ProgramFault { detail: String }
            title "程序自身出错" / "the program itself failed on this file"
            message "读取这个文件时程序自身出错：{detail}" / "the program itself failed while reading this file: {detail}"
            help "其他文件不受影响；请把这条信息报告给程序的维护者" / "the other files go on; please report this to the maintainers"
            explain "这是程序的缺陷，不是填表人的错误。这个文件记为「无法读取」，其余文件照常汇总。"
                / "This is a fault of the program, not of the sender. The file is listed as unreadable; all others are compiled."

        "E0109" Warning MoreProblems { count: usize }
            title "问题过多" / "too many problems"
            message "这个文件还有 {count} 个问题没有列出" / "{count} more problems in this file are not shown"
            help "请先改正前面的问题" / "mend the first ones and run again"
            explain "一个文件的问题太多时只列出前面的一部分，改正后再运行即可看到其余的。"
                / "When a file has very many problems only the first are told; mend them and run again."

        "E0110" Warning OutputPassedOver { }
            title "一个结果文件夹没有读取" / "a folder of results was passed over"
            message "这个文件夹是 linghang 写出的结果，没有读取" / "this folder was written by linghang and was not read"
            help "里面如果有下级报来的表，请把表放到这个文件夹外面再汇总" / "if it holds forms that came from the next tier, put them outside of it and run again"
            explain "收到的文件里有一个 linghang 写出的文件夹（里面有 .linghang 标记），例如下级把整个结果文件夹报了上来。名单、退回单和副本不是新报送的表，所以整个文件夹都不读；要上报的表在它的 return 文件夹里，请单独取出来。"
                / "Among the files there is a folder that linghang wrote (it holds the marker .linghang), for example because the next tier sent its whole results. Lists, slips and copies are no new forms, so nothing of it is read; the form that was meant for you is in its folder `return`: take it out."

        "E0120" Error NotYaml { detail: Words }
            title "YAML 写法有误" / "not valid YAML"
            message "这里的写法读不懂（{detail}）" / "the text cannot be understood here ({detail})"
            help "请对照空白表检查这一行和上一行：缩进、引号、括号是否成对" / "compare this line and the one above with the blank form: indentation, quotes and brackets"
            explain "文件从这里开始不符合 YAML 的写法。常见原因：缩进不齐、引号或括号不成对、一行里有两个冒号。读不到结尾的文件不产生任何人选记录。"
                / "From here on the text is not YAML. Usual causes: uneven indentation, unpaired quotes or brackets, two colons in a line. A text that does not parse to its end yields no record."

        "E0121" Error Tab { }
            title "用制表符缩进" / "a tab in the indentation"
            message "这一行用了制表符（Tab）缩进" / "this line is indented with a tab"
            help "请把行首的制表符改成空格" / "replace the tab by blanks"
            explain "YAML 用空格缩进，不允许用 Tab 键产生的制表符。请删去行首的制表符，改用空格与同级的行对齐。"
                / "YAML is indented with blanks; tabs are not allowed. Delete the tab and align the line with its neighbours by blanks."

        "E0122" Error FullWidthColon { label: String }
            title "用了全角冒号" / "a full-width colon"
            message "「{label}」后面用了全角冒号「：」" / "a full-width colon `：` stands after `{label}`"
            help "请改成半角冒号加一个空格，例如「{label}: 内容」" / "write a plain colon and a blank: `{label}: content`"
            explain "栏目名和内容之间要用英文输入法下的半角冒号，再加一个空格。中文输入法打出的全角冒号会让整行变成一段普通文字。"
                / "A label is followed by a plain colon and a blank. A full-width colon turns the whole line into mere text."

        "E0123" Error NoSpaceAfterColon { label: String }
            title "冒号后面没有空格" / "no blank after the colon"
            message "「{label}:」后面少一个空格" / "a blank is missing after `{label}:`"
            help "请在冒号后面加一个空格，例如「{label}: 内容」" / "put a blank after the colon: `{label}: content`"
            explain "YAML 要求冒号后面有一个空格，否则整行会被当成一段文字。" / "YAML wants a blank after the colon, or else the whole line is taken for one text."

        "E0124" Error AnchorAliasTag { found: String }
            title "用了锚点、别名或标签" / "an anchor, alias or tag"
            message "「{found}」是 YAML 的特殊写法，这里不能用" / "`{found}` is special YAML that is not allowed here"
            help "如果这是内容的一部分，请用英文引号括起来" / "quote the text if it belongs to the content"
            explain "以 &、* 或 ! 开头的词在 YAML 里有特殊含义（锚点、别名、标签）。表格不需要它们；内容确实以这些符号开头时，请用英文双引号括起来。"
                / "Words beginning with `&`, `*` or `!` are anchors, aliases and tags in YAML. Forms do not need them; quote content that begins so."

        "E0125" Error TooDeep { limit: usize }
            title "层次太深" / "nested too deeply"
            message "内容嵌套超过 {limit} 层" / "nested more than {limit} levels deep"
            help "请用空白表重新填写" / "start again from the blank form"
            explain "表格最多三四层；层次过深的文件不是正常填写的表格，不再往下读。" / "Forms are three or four levels deep; a file nested deeper is no form and is not read further."

        "E0126" Error NotAMapping { found: Words }
            title "不是「栏目: 内容」的格式" / "not written as `label: content`"
            message "这里应当是「栏目: 内容」，实际是{found}" / "`label: content` belongs here, found {found}"
            help "请对照空白表，每行写成「栏目: 内容」" / "write every line as `label: content`, as in the blank form"
            explain "表格的每一项都写成「栏目: 内容」。这里却是一段文字、一个列表，或者什么也没有。"
                / "Every item of a form is written as `label: content`. Here stands a mere text, a list, or nothing."

        "E0127" Error DuplicateKey { key: String }
            title "同一栏目写了两次" / "the same label twice"
            message "「{key}」写了两次" / "`{key}` is given twice"
            help "请只保留一处" / "keep one of the two"
            explain "同一个栏目在一条记录里出现两次，程序不会替人决定哪一个算数。两处的位置都已列出。"
                / "The same label stands twice in one record. The program does not choose between them; both places are shown."

        "E0128" Error SecondDocument { }
            title "一个文件里有两份内容" / "a second document in the file"
            message "「---」之后又开始了一份内容" / "a second document begins here"
            help "请一份表格存一个文件" / "save each form as a file of its own"
            explain "一行单独的「---」会把文件分成两份。为了不漏掉任何一份，请分别存成两个文件。"
                / "A line of `---` splits the file in two. Save each part as a file of its own, so that none is overlooked."

        "E0129" Error CommentCut { kept: Personal, cut: Personal }
            title "「#」后面的内容会丢失" / "a `#` cuts the value short"
            message "「#」后面的「{cut}」会被当成注释丢掉" / "`{cut}` after the `#` would be lost as a comment"
            help "如果是内容的一部分，请给整个内容加上英文双引号；如果是注释，请另起一行写" / "quote the whole value, or move the comment to a line of its own"
            explain "空格加「#」在 YAML 里表示注释，后面的文字不算内容。程序不猜测它是内容还是注释，请明确写出。"
                / "A blank and `#` begin a comment in YAML, and what follows is no content. The program does not guess which was meant."

        "E0130" Warning SmartQuotes { found: Personal }
            title "用了中文引号包住内容" / "typographic quotes around a value"
            message "「{found}」两端的中文引号会成为内容的一部分" / "the typographic quotes around `{found}` become part of the value"
            help "不需要引号时请删去；需要时请用英文双引号" / "delete them, or use plain double quotes"
            explain "中文引号不是 YAML 的引号，会原样留在内容里，例如姓名会变成带引号的姓名。"
                / "Typographic quotes are no YAML quotes; they stay in the value, so that a name would come with its quotes."

        "E0131" Error ControlCharacter { code: String }
            title "有看不见的控制字符" / "a control character"
            message "这里有看不见的控制字符（{code}）" / "an invisible control character ({code}) stands here"
            help "请删去它，或者把这一行重新输入一遍" / "delete it, or type the line anew"
            explain "从别的软件复制文字时，有时会带进看不见的控制字符。它会让查找和比对出错，请删去后重新输入。"
                / "Text copied from other programs sometimes brings invisible control characters. They break searching and comparing; type the line anew."

        "E0132" Error FullWidthIndent { }
            title "用全角空格缩进" / "a full-width blank in the indentation"
            message "这一行用了全角空格缩进" / "this line is indented with full-width blanks"
            help "请把行首的全角空格改成半角空格" / "replace them by plain blanks"
            explain "中文输入法打出的全角空格不能用来缩进。请删去行首的全角空格，改用英文输入法下的空格。"
                / "A full-width blank cannot indent. Delete it and use plain blanks."

        "E0133" Error KeyNotText { }
            title "栏目名不是文字" / "the label is no text"
            message "这里的栏目名不是一段文字" / "the label here is no text"
            help "栏目名请照空白表填写；方括号和花括号请用引号括起来" / "copy the labels from the blank form; quote brackets and braces"
            explain "栏目名的位置上是一个列表或一组内容，多半是多写了方括号、花括号或问号。"
                / "A list or a mapping stands where a label belongs, most likely because of a stray bracket, brace or question mark."

        "E0134" Error UnknownName { name: String, nearest: Nearest }
            title "没有这个名称" / "no such name"
            message "没有名为「{name}」的命令、表单、项目或编号" / "there is no command, form, programme or code named `{name}`"
            help "{nearest}" / "{nearest}"
            explain "命令里写的表单、项目或编号不存在。" / "The form, programme or code named on the command line does not exist."

        "E0135" Error TooManyValues { limit: usize }
            title "内容太多" / "too many values"
            message "文件里的栏目和内容超过 {limit} 项，没有读完" / "the file holds more than {limit} labels and values, and was not read to its end"
            help "请确认没有发错文件；人数很多时，请分成几个文件报送" / "check that this is the right file; send the people of a very long list in several files"
            explain "一个单位的汇总表再长，也只有几万项内容。超过上限的文件多半不是填写的表格，为了不占用过多内存，不再往下读。"
                / "The longest list of a unit has some ten thousands of values. A file with more is hardly a form; it is not read further, so that it does not fill the memory."

        "E0140" Error PasswordProtected { }
            title "电子表格设了密码" / "a workbook with a password"
            message "这个电子表格设了打开密码，无法读取" / "the workbook is protected by a password and cannot be read"
            help "请对方取消密码后重新报送；需要保密的，请改用你们约定的方式传送" / "ask the sender to remove the password; agree on another way to send it safely"
            explain "设了打开密码的文件是加密的，不知道密码就读不出内容。程序不询问密码。"
                / "A workbook with a password is encrypted. The program asks for no passwords."

        "E0141" Error NotAWorkbook { extension: String, found: Words }
            title "内容不是电子表格" / "no workbook inside"
            message "文件名是 .{extension}，内容却是{found}" / "the name says .{extension}, the content is {found}"
            help "请对方用办公软件打开后另存为 .xlsx，再报送" / "ask the sender to open it with an office program and save it as .xlsx"
            explain "改扩展名不会改变文件的格式。有的系统导出的 .xls 其实是网页；微信、邮箱转存时也可能弄错扩展名。请用办公软件打开后“另存为”.xlsx。"
                / "Renaming a file does not convert it. Some systems export web pages under the name .xls. Open it with an office program and save it as .xlsx."

        "E0142" Note ReadAsContent { extension: String, found: Words }
            title "扩展名与内容不符" / "a name that does not fit the content"
            message "文件名是 .{extension}，内容是{found}，已按内容读取" / "the name says .{extension}, the content is {found}; read as what it is"
            explain "扩展名和内容不一致，但内容认得出来，已正确读取，无需处理。"
                / "Name and content disagree, but the content was recognised and read. Nothing needs doing."

        "E0143" Error DamagedWorkbook { detail: Words }
            title "电子表格损坏" / "a damaged workbook"
            message "这个电子表格已损坏（{detail}）" / "the workbook is damaged ({detail})"
            help "请对方用办公软件打开检查，另存一份后重新报送" / "ask the sender to open it, save it anew and send it again"
            explain "文件不完整，或者内部结构有错，常见原因是传送中断。读不全的电子表格不产生任何人选记录。"
                / "The file is incomplete or broken inside, often because a transfer was cut short. A workbook that cannot be read to its end yields no record."

        "E0144" Error WorkbookTooLarge { what: Words, limit: String }
            title "电子表格的内容太多" / "too much in a workbook"
            message "这个电子表格的{what}超过上限 {limit}" / "the workbook has more {what} than the limit of {limit}"
            help "请对方用空白表重新填写，只填需要的内容" / "ask the sender to use the blank form, with nothing but what is asked for"
            explain "为了不让一个文件占满内存，电子表格解压后的大小、单元格和文字条数都设有上限。正常填写的表格远小于上限。"
                / "Inflated size, cells and texts of a workbook have limits, so that no single file can fill the memory. A form is far below them."

        "E0145" Note PartsLeftOut { parts: Words }
            title "有不读取的内容" / "parts that are not read"
            message "这个电子表格带有{parts}，没有读取" / "the workbook carries {parts}, which were not read"
            explain "程序只读单元格里的内容，从不运行宏，也不打开外部链接。" / "Only cells are read. Macros are never run, links to other files never followed."

        "E0146" Note FormulaResults { count: usize }
            title "采用了公式的结果" / "results of formulas were taken"
            message "有 {count} 个单元格是公式，采用了文件里保存的结果" / "{count} cells hold formulas; the results kept in the file were taken"
            explain "单元格里是公式时，程序采用文件里保存的结果，不重新计算。" / "Where a cell holds a formula, the result kept in the file is taken; nothing is worked out anew."

        "E0150" Error DocumentLocked { }
            title "Word 文档设了密码" / "a Word document with a password"
            message "这个 Word 文档设了打开密码，无法读取" / "the Word document is protected by a password and cannot be read"
            help "请对方取消密码后重新报送；需要保密的，请改用你们约定的方式传送" / "ask the sender to remove the password; agree on another way to send it safely"
            explain "设了打开密码的文件是加密的，不知道密码就读不出内容。程序不询问密码。只设了“限制编辑”的文档不受影响。"
                / "A document with a password is encrypted. The program asks for no passwords. Restricted editing alone does no harm."

        "E0151" Error OldDocumentInside { }
            title "内容是旧版 Word 文档" / "an old Word document inside"
            message "文件名是 .docx，内容却是旧版 Word 文档（doc）" / "the name says .docx, the content is an old Word document (doc)"
            help "请对方用 Word 或 WPS 打开，另存为 .docx 后重新报送" / "ask the sender to open it in Word or WPS and save it as .docx"
            explain "改扩展名不会改变文件的格式。请用 Word 或 WPS 打开后“另存为”，文件类型选“Word 文档（.docx）”。"
                / "Renaming a file does not convert it. Open it in Word or WPS and save it as a Word document (.docx)."

        "E0152" Error DamagedDocument { detail: Words }
            title "Word 文档损坏" / "a damaged Word document"
            message "这个 Word 文档读不出来（{detail}）" / "the Word document cannot be read ({detail})"
            help "请对方用 Word 或 WPS 打开检查，另存一份 .docx 后重新报送" / "ask the sender to open it in Word or WPS, save it anew as .docx and send it again"
            explain "文件不完整、内部结构有错，或者根本不是 Word 文档，常见原因是传送中断或改了扩展名。读不全的文档不产生任何人选记录。"
                / "The file is incomplete, broken inside, or no Word document at all; a transfer was cut short or the file renamed. A document that cannot be read to its end yields no record."

        "E0153" Error DocumentTooComplex { }
            title "Word 文档的内容太多" / "too much in a Word document"
            message "这个 Word 文档太大，或者表格套得太深" / "the Word document is too large, or its tables are nested too deep"
            help "请对方用空白表重新填写，只填需要的内容" / "ask the sender to use the blank form, with nothing but what is asked for"
            explain "为了不让一个文件占满内存，文档解压后的大小、表格和单元格的个数、嵌套的层数都设有上限。正常填写的表格远小于上限。"
                / "Inflated size, tables, cells and nesting of a document have limits, so that no single file can fill the memory. A form is far below them."

        "E0154" Note ChangesAccepted { }
            title "有修订痕迹" / "tracked changes"
            message "文档里有修订痕迹，已按全部接受读取" / "the document has tracked changes; read as if all were accepted"
            explain "开着“修订”填写的文档会留下修订痕迹。程序按接受全部修订以后的内容读取：添加的算数，删除的不算。批注不读取。"
                / "A document that was filled in with changes being tracked is read as if all were accepted: what was added counts, what was deleted does not. Comments are not read."

        "E0155" Note DocumentMacros { }
            title "文档带有宏" / "macros in a document"
            message "文档带有宏，没有读取，也没有运行" / "the document carries macros, which were neither read nor run"
            explain "程序只读文档里的文字，从不运行宏。" / "Only the text is read. Macros are never run."
    }
}
