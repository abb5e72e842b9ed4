//! The order of people on rosters.

/// The order of people on rosters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// As they were returned: files by name, and within a file as its unit put them.
    #[default]
    Given,
    /// By the reading of the surname, then of the given name.
    Pinyin,
    /// 按姓氏笔画排序: by the strokes of the surname, then of the given name.
    Strokes,
}

impl Order {
    pub const ALL: [Order; 3] = [Order::Given, Order::Pinyin, Order::Strokes];

    pub fn id(self) -> &'static str {
        match self {
            Order::Given => "given",
            Order::Pinyin => "pinyin",
            Order::Strokes => "strokes",
        }
    }

    /// The order that the id names.
    pub fn named(id: &str) -> Option<Order> {
        Order::ALL.into_iter().find(|order| order.id() == id)
    }

    /// What a list says of its order; nothing where it has none of its own.
    pub fn label(self) -> Option<&'static str> {
        match self {
            Order::Given => None,
            Order::Pinyin => Some("按姓名拼音排序"),
            Order::Strokes => Some("按姓氏笔画排序"),
        }
    }
}
