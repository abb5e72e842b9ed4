//! E016x to E018x: what arrived around the forms, and in their place. Each help can be pasted into a letter to the sender.

use crate::diagnostic::fact::{Both, List, Words};
use crate::diagnostic::problems::problems;

problems! {
    /// E016x to E018x: archives, mails, files that are no forms, and decisions.
    ReceivedProblem {
        "E0160" Error ArchiveDamaged { }
            title "压缩包打不开" / "the archive cannot be opened"
            message "压缩包已损坏、没有传完，或者不是 zip" / "the archive is damaged, cut short, or no zip"
            help "压缩包打不开，请重新压缩成 .zip 再发一次，也可以不压缩、直接发里面的文件" / "the archive cannot be opened; please pack it as .zip and send it again, or send the files as they are"
            explain "压缩包的目录读不出来或者自相矛盾，多半是传输中断，或者别的格式改名为 .zip。里面的文件一个也没有读，请对方重发。"
                / "The archive's table of contents cannot be read or contradicts itself: most likely a broken transfer, or another format renamed. None of its files was read; ask for it again."

        "E0161" Error ArchiveTooManyFiles { files: usize, limit: usize }
            title "压缩包里的文件太多" / "too many files in the archive"
            message "里面有 {files} 个文件，超过上限 {limit} 个" / "it holds {files} files, more than the limit of {limit}"
            help "里面的文件太多，请只压缩要报送的表格，或者分成几个压缩包" / "there are too many files in it; please pack only the forms, or make several archives"
            explain "一份压缩包或邮件连同里面套着的压缩包，文件数量有上限，以免一个文件占满内存。超过时不展开，里面的文件没有读。"
                / "The files of one archive or mail, with all that is nested in it, are limited, so that no single file can fill the memory. Beyond the limit it is not opened."

        "E0162" Error ArchiveTooLarge { size: String, limit: String }
            title "压缩包解开后太大" / "the archive unpacks to too much"
            message "解开后有 {size}，超过上限 {limit}" / "it unpacks to {size}, more than the limit of {limit}"
            help "压缩包解开后太大，请只压缩要报送的表格，或者分成几个压缩包" / "the archive unpacks to too much; please pack only the forms, or make several archives"
            explain "解开后的大小超过上限，或者是压缩包本身的几百倍。正常的表格不会这样；有人会故意做这样的压缩包来拖垮电脑，所以不展开。"
                / "Unpacked it would exceed the limit, or be hundreds of times larger than itself. Honest forms never are; such archives are made to bring computers down, so it is not opened."

        "E0163" Error NestedTooDeep { limit: usize }
            title "压缩包套得太深" / "nested too deeply"
            message "压缩包和邮件互相套了 {limit} 层以上" / "archives and mails stand inside each other more than {limit} deep"
            help "压缩包套得太深，请把里面的表格直接发来" / "it is nested too deeply; please send the forms in it as they are"
            explain "压缩包里可以有压缩包，邮件里可以有邮件，但层数有上限。这一个没有展开，里面的文件没有读。"
                / "An archive may hold archives and a mail mails, but not without end. This one was not opened; what is in it was not read."

        "E0164" Error Locked { }
            title "文件加了密码" / "behind a password"
            message "压缩包里的这个文件加了密码" / "this file of the archive is behind a password"
            help "文件加了密码，打不开；请去掉密码重新压缩后再发一次" / "it is behind a password; please pack it without one and send it again"
            explain "压缩包里的文件加了密码，程序不猜密码也不要密码。请对方去掉密码重发，或者由办公室解压后把文件放进同一个文件夹。"
                / "The file is encrypted. The program neither guesses nor asks for passwords: ask the sender for an open one, or unpack it yourself into the same folder."

        "E0165" Error Compression { method: String }
            title "压缩方式不支持" / "an unsupported compression"
            message "这个文件用了不支持的压缩方式（{method}）" / "this file is compressed in an unsupported way ({method})"
            help "压缩方式不通用，请用电脑自带的压缩功能压缩成 .zip 再发一次" / "please pack it as .zip by the system's own means and send it again"
            explain "zip 里通用的压缩方式是 Deflate。个别压缩软件默认用别的方式，别的电脑多半也打不开。同一压缩包里的其他文件照常读取。"
                / "Deflate is what every program unpacks. Some packers default to other methods. The other files of the archive are read as usual."

        "E0166" Error MemberDamaged { }
            title "压缩包里的文件损坏" / "a damaged file in an archive"
            message "这个文件解不出来：内容已损坏" / "this file cannot be unpacked: it is damaged"
            help "这个文件已损坏，请重新发一次" / "this file is damaged; please send it again"
            explain "解出来的内容与压缩包里记的大小或校验码不符，多半是传输中出错。同一压缩包里的其他文件照常读取。"
                / "What was unpacked differs from the size or the checksum that the archive states. The other files of the archive are read as usual."

        "E0167" Error MailDamaged { }
            title "邮件打不开" / "the mail cannot be opened"
            message "这不是一封保存下来的邮件" / "this is no saved mail"
            help "邮件打不开，请重新转发一次，或者直接发附件" / "the mail cannot be opened; please forward it again, or send the attachments"
            explain "扩展名是 .eml，内容里却没有邮件头（发件人、日期等）。请在邮箱里重新「导出」或「另存为」这封邮件。"
                / "The name ends in .eml, but there are no headers (From, Date …). Save or export the mail again."

        "E0168" Error MailTooManyParts { }
            title "邮件里的部分太多" / "too many parts in the mail"
            message "这封邮件的附件太多，或者转发套得太深" / "the mail has too many attachments, or forwards within forwards"
            help "邮件的附件太多，请分成几封，或者压缩成一个 .zip 再发" / "the mail has too many attachments; please send several mails, or one .zip"
            explain "一封邮件的附件、正文和转发的邮件合起来有上限，以免一封邮件占满内存。超过时不展开，里面的附件没有读。"
                / "Attachments, texts and forwarded mails of one mail are limited together. Beyond the limit it is not opened; its attachments were not read."

        "E0169" Error NoFormInText { }
            title "文字里没有表格" / "a text without a form"
            message "这段文字里没有表格（没有「表单: 」这一行）" / "there is no form in this text (no line `表单: `)"
            help "没有收到表格；请下载空白表，填好后作为附件发回" / "no form has arrived; please fill in the blank form and send it as an attachment"
            explain "文本文件和邮件正文里如果有表格，表格从「表单: 」这一行开始。这里没有这一行，所以没有读出任何人选。"
                / "A form within a text or a mail begins at its line `表单: `. There is no such line here, so no record was read."

        "E0170" Note TextAside { before: usize, after: usize }
            title "表格前后的文字没有读" / "words around the form"
            message "表格之前的 {before} 行、之后的 {after} 行不是表格内容，没有读" / "{before} lines before the form and {after} after it are none of it and were not read"
            explain "邮件正文和文本文件里，表格前后常有问候和落款。程序从「表单: 」这一行读到最后一行像表格的内容为止，其余的放在一边。"
                / "Greetings and signatures stand around a form in a mail. It is read from its line `表单: ` to the last line that looks like a part of it; the rest is left aside."

        "E0171" Error PdfFile { }
            title "PDF 文件" / "a PDF"
            message "这是 PDF，多半是扫描件，程序不识字" / "this is a PDF, most likely a scan, which the program cannot read"
            help "PDF 或扫描件里的字读不出来；请发回填好的 Word、Excel 或 YAML 原件（盖章页可以另附）" / "a PDF or scan cannot be read; please send the filled-in Word, Excel or YAML file itself (the sealed page may come along)"
            explain "PDF 和扫描件是图像，程序不猜图像里的字。请对方发回电子表格原件，或者由办公室照着录入成一份 YAML 表。"
                / "PDFs and scans are images, and the program does not guess at the letters in them. Ask for the original file, or key it in as a YAML form."

        "E0172" Error Picture { }
            title "图片" / "a picture"
            message "这是图片，程序不识字；也没有哪张表写明它是照片" / "this is a picture, which the program cannot read; no form names it as its photo"
            help "截图和照片里的字读不出来；请发回填好的 Word、Excel 或 YAML 原件。如果是登记照，请在表格的照片一栏写上它的文件名" / "words in a picture cannot be read; please send the filled-in Word, Excel or YAML file. If it is the photo of a person, name it in the form"
            explain "可能是表格的截图或照片，也可能是登记照。表格里写明文件名的登记照不算问题；其他图片要请对方发回原件，或由办公室录入。"
                / "A picture of a form, or the photo of a person. Photos that a form names are no problem; for all others ask for the original, or key it in."

        "E0173" Error OldDocument { kind: Words }
            title "旧格式或别的软件的文档" / "a document of an old or foreign format"
            message "这是{kind}，不能读取" / "this is {kind}, which cannot be read"
            help "请在 Word 或 WPS 里打开，「另存为」Word 文档（.docx）再发一次" / "please open it in Word or WPS, save it as a Word document (.docx) and send it again"
            explain "只读取 .docx 文档。旧的 .doc、WPS 的 .wps、RTF、OpenDocument 和 Pages 文档另存为 .docx 即可，内容不用重填。"
                / "Of documents only .docx is read. Saving a .doc, .wps, RTF, OpenDocument or Pages file as .docx is enough; nothing has to be typed again."

        "E0174" Error OldSheet { kind: Words }
            title "旧格式或别的软件的表格" / "a workbook of an old or foreign format"
            message "这是{kind}，不能读取" / "this is {kind}, which cannot be read"
            help "请在 Excel 或 WPS 里打开，「另存为」Excel 工作簿（.xlsx）再发一次" / "please open it in Excel or WPS, save it as an Excel workbook (.xlsx) and send it again"
            explain "WPS 的 .et 和 Numbers 表格另存为 .xlsx 即可，内容不用重填。" / "Saving a .et or Numbers file as .xlsx is enough; nothing has to be typed again."

        "E0175" Error OtherArchive { }
            title "不是 zip 的压缩包" / "an archive other than zip"
            message "这是 zip 以外的压缩包（如 rar、7z），不能展开" / "this archive is no zip (but rar, 7z or another) and cannot be opened"
            help "请改用 .zip 格式压缩，或者不压缩、直接发里面的文件" / "please pack it as .zip, or send the files as they are"
            explain "只展开 zip 压缩包。里面的文件一个也没有读，请对方改用 zip，或者由办公室解压后放进同一个文件夹。"
                / "Only zip archives are opened. None of the files was read: ask for a zip, or unpack it yourself into the same folder."

        "E0176" Error Shortcut { }
            title "快捷方式" / "a shortcut"
            message "这是快捷方式或网址，不是文件本身" / "this is a shortcut or a link, not the file itself"
            help "收到的只是一个快捷方式，里面没有内容；请发送文件本身" / "only a shortcut has arrived, with nothing in it; please send the file itself"
            explain "快捷方式只记着文件在对方电脑或网上的位置，文件本身没有发过来。" / "A shortcut only says where a file is on the sender's computer or the web; the file itself has not come."

        "E0177" Error EmptyFile { }
            title "空文件" / "an empty file"
            message "文件是空的，一个字节也没有" / "the file is empty: it has no bytes"
            help "收到的文件是空的，多半没有保存或没有传完；请检查后重新发一次" / "the file has arrived empty, not saved or not fully sent; please check it and send it again"
            explain "文件大小为零。常见原因：填好后没有保存，或者上传、下载中断。" / "The file has no bytes: it was not saved after filling in, or its transfer broke off."

        "E0178" Error OtherMail { }
            title "别的格式的邮件" / "a mail of another format"
            message "这是 Outlook 的邮件格式（.msg、winmail.dat 等），不能展开" / "this is a mail in a format of Outlook (.msg, winmail.dat …) and cannot be opened"
            help "请直接发附件里的文件，或者把邮件另存为 .eml 再发" / "please send the attached files themselves, or save the mail as .eml"
            explain "只展开通用的 .eml 邮件。里面的附件没有读，请对方直接发附件，或者由办公室取出附件放进同一个文件夹。"
                / "Only mails in the common format .eml are opened. The attachments were not read: ask for them, or save them yourself into the same folder."

        "E0179" Warning NothingEarlier { path: String }
            title "不是上次的结果文件夹" / "no folder of earlier results"
            message "「{path}」里没有 linghang 写的汇总，没有可对比的" / "`{path}` holds no summary of linghang, so there is nothing to compare with"
            help "--previous 后面写上次汇总时 --out 的文件夹" / "give --previous the folder that was --out the last time"
            explain "`--previous` 读上次结果里各项目的 summary.json。这个文件夹里没有，也没有本程序的标记，多半是指错了。汇总照常完成，只是没有对比。"
                / "`--previous` reads the summary.json of each programme in earlier results. This folder holds none and does not bear our marker; most likely another one was meant. The summaries are made all the same, without a comparison."

        "E0180" Warning DecisionsAside { }
            title "裁定文件放得太深" / "a decisions file in the wrong place"
            message "这个裁定文件在下级文件夹或压缩包里，没有采用" / "this decisions file lies in a deeper folder or an archive and was not applied"
            help "确实要用的，请把它直接放在要汇总的文件夹里" / "if it is meant, put it right into the folder that is compiled"
            explain "裁定由汇总的人作出，所以只认直接放在要汇总的文件夹里、或者在命令里点名的 decisions.yaml（裁定.yaml）。随表格一起寄来的裁定文件不会生效。"
                / "Decisions are the office's own: only a decisions.yaml (裁定.yaml) right in the folder that is compiled, or named on the command line, is applied. One that came with the forms is not."

        "E0181" Error NotOneRuling { found: Both, kinds: List }
            title "一条裁定要写明裁定什么" / "a decision of no kind, or of several"
            message "一条裁定写且只写一种，这里有 {found}" / "a decision is of exactly one kind; found: {found}"
            help "可以用的有：{kinds}；几种裁定请分成几条写" / "one of: {kinds}; write several decisions as several items"
            explain "每一条以「- 」开头，写明一种裁定，例如 accept（准予通过）或 drop（不予采用），再写 reason（理由）。写法见 docs/decisions.md。"
                / "Each item names one kind of decision, such as `accept` or `drop`, and then its reason. See docs/decisions.md."

        "E0182" Warning EarlierNotOurs { }
            title "不是本项目的汇总" / "not a summary of this programme"
            message "这不是本程序为这个项目写的汇总，没有与它对比" / "this is not a summary that this program wrote for the programme; nothing was compared with it"
            help "--previous 后面写上次汇总时 --out 的文件夹" / "give --previous the folder that was --out the last time"
            explain "文件名是 summary.json，内容却不是本程序写的，或者是别的项目的。汇总照常完成，只是没有对比。"
                / "The file bears the name, but holds something else or another programme. The summaries are made all the same, without a comparison."

        "E0183" Warning EarlierFormat { found: String, known: String }
            title "上次的汇总是别的版本写的" / "an earlier summary of another format"
            message "上次的汇总是第 {found} 版格式，这个程序只认第 {known} 版，没有与它对比" / "the earlier summary has format {found}, this program knows format {known}; nothing was compared with it"
            help "请用现在的程序把上次的文件重新汇总一遍，再作对比" / "compile the earlier files again with this program, then compare"
            explain "summary.json 里的 format 说明它的格式。格式不同，对比就不可靠，所以不作对比。汇总照常完成。"
                / "`format` in summary.json tells its shape. A comparison across shapes cannot be trusted, so none is made. The summaries are made all the same."

        "E0184" Warning EarlierDamaged { }
            title "上次的汇总损坏了" / "a damaged earlier summary"
            message "上次的汇总从这里起读不下去，没有与它对比" / "the earlier summary cannot be read from here on; nothing was compared with it"
            help "请换一份完好的结果文件夹" / "name a folder of results that is whole"
            explain "summary.json 不完整或被改动过。汇总照常完成，只是没有对比。" / "The summary.json is cut short or was changed. The summaries are made all the same, without a comparison."
    }
}
