//! `roster.csv`: the accepted records of all forms in one flat table.

use std::borrow::Cow;
use std::io::{self, Write};

use super::Roster;
use super::columns::{Columns, unit_text};
use crate::formats::csv::CsvTable;

/// 表单 (the form's id), 序号 (over all forms), 推荐单位, the fields by label, 文件, 第几条 (within the file).
pub(super) fn write(roster: &Roster, into: &mut dyn Write) -> io::Result<()> {
    let columns = Columns::new(&roster.people_forms());
    let labels = columns.list.iter().map(|column| column.label.as_ref());
    let head = ["表单", "序号", "推荐单位"].into_iter().chain(labels).chain(["文件", "第几条"]);
    let mut table = CsvTable::on(into, head)?;
    for (index, record) in roster.accepted().enumerate() {
        let unit = unit_text(roster.form(&record.form), record);
        let first = [Cow::Borrowed(&*record.form), (index + 1).to_string().into(), unit];
        let last = [roster.file_name(record).into(), record.number.to_string().into()];
        table.write(first.into_iter().chain(columns.texts(record)).chain(last))?;
    }
    table.end()
}

#[cfg(test)]
mod tests {
    use crate::export::testing::roster_example;
    use crate::lang::Lang;

    #[test]
    fn accepted_people_of_all_forms_stand_in_one_table() {
        let example = roster_example();
        let mut bytes = Vec::new();
        super::write(&example.roster(Lang::Zh), &mut bytes).expect("written");
        let text = String::from_utf8(bytes).expect("UTF-8");
        let lines: Vec<_> = text.split("\r\n").collect();
        assert_eq!(
            lines[0],
            "\u{FEFF}表单,序号,推荐单位,姓名,性别,民族,出生年月,政治面貌,单位职务,联系方式,\
             可否参加专题研修班,群体,单位类别,联系人,联系电话,填表日期,文件,第几条"
        );
        assert_eq!(
            lines[1],
            "nomination-2025,1,示例力学学会,测试甲,女,汉族,1990-10,群众,示例研究院副研究员,13800000001,是,\
             新社会组织,全国学会,测试乙,010-00000001,2025-08-10,示例力学学会/汇总表.yaml,1"
        );
        // What looks like a formula, and a form that lacks some of the columns.
        assert!(lines[2].contains(",'=1+1,"), "{}", lines[2]);
        let last = lines[lines.len() - 2];
        assert!(
            last.starts_with("attendance-2025,4,示例材料研究会,测试己,") && last.ends_with("/信息表.yaml,1"),
            "{last}"
        );
    }
}
