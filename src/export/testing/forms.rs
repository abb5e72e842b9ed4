//! The forms of the examples: a roster and a card.

use super::NOWHERE;
use crate::model::{Choice, Choices, Field, Form, HeaderLine, Kind, Layout, OptionsFrom, RosterLayout};

pub fn nomination() -> Form {
    let header = vec![
        Field::bare("recommending_unit", "推荐单位", Kind::Unit),
        Field {
            official: false,
            ..choice("unit_category", "单位类别", &["全国学会"], Some(OptionsFrom::UnitCategories))
        },
        Field::bare("contact_name", "联系人", Kind::PersonName),
        Field::bare("contact_phone", "联系电话", Kind::Phone),
        Field::bare("filled_on", "填表日期", Kind::Date),
    ];
    let line = |label: &str, keys: &[&str]| HeaderLine {
        label: label.into(),
        fields: keys.iter().map(|key| key.to_string()).collect(),
    };
    Form {
        id: "nomination-2025".into(),
        layout: Layout::Roster { records: "学员".into(), serial: "序号".into(), rows: 14 },
        title: "推荐学员汇总表".into(),
        header,
        header_lines: vec![
            line("推荐单位（加盖公章）", &["recommending_unit"]),
            line("联系人及电话", &["contact_name", "contact_phone"]),
            line("填表日期", &["filled_on"]),
        ],
        fields: vec![
            Field::bare("name", "姓名", Kind::PersonName),
            Field::bare("sex", "性别", Kind::Sex),
            Field::bare("ethnicity", "民族", Kind::Ethnicity),
            Field::bare("birth", "出生年月", Kind::Month),
            Field::bare("political_status", "政治面貌", Kind::PoliticalStatus),
            Field::bare("unit_post", "单位职务", Kind::Text),
            Field::bare("contact", "联系方式", Kind::Phone),
            Field::bare("attend_seminar", "可否参加专题研修班", Kind::YesNo),
            Field { official: false, ..choice("group", "群体", &["新经济组织", "新社会组织"], None) },
        ],
        seal: true,
        roster: None,
        ..card()
    }
}

pub fn card() -> Form {
    Form {
        id: "registration-2022".into(),
        place: NOWHERE,
        title: "国情研修活动报名表".into(),
        summary: None,
        group: None,
        layout: Layout::Card,
        header: Vec::new(),
        header_lines: Vec::new(),
        fields: vec![
            Field::bare("recommending_unit", "推荐单位", Kind::Unit),
            Field { printed: Some("姓    名".into()), ..Field::bare("name", "姓名", Kind::PersonName) },
            Field::bare("id_number", "身份证号", Kind::IdNumber),
            choice("class_choice", "选择班次", &["河南班", "北京班", "江苏班"], Some(OptionsFrom::Classes)),
        ],
        identity: Vec::new(),
        grid: None,
        roster: Some(RosterLayout {
            title: "国情研修活动报名汇总表".into(),
            columns: ["class_choice", "recommending_unit", "name", "id_number"].map(String::from).into(),
        }),
        seal: false,
        notes: Vec::new(),
        privacy: None,
    }
}

fn choice(key: &str, label: &str, values: &[&str], from: Option<OptionsFrom>) -> Field {
    let list = values.iter().map(|value| Choice { value: value.to_string(), aliases: Vec::new() }).collect();
    Field { choices: Choices { from, list }, ..Field::bare(key, label, Kind::Choice) }
}
