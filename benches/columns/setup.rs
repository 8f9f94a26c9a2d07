//! The task of the benchmark with its rows in every kind of table.

use std::cell::OnceCell;

use icp_core::Model;

use crate::task::{self, Lead, Table, Texts};

/// The task's model and its rows in every kind of table, each made when it is first asked for.
#[derive(Debug)]
pub struct Setup {
    /// The task.
    pub model: Model,
    rows: usize,
    leads: OnceCell<Vec<Lead>>,
    tables: [OnceCell<Table>; 3],
}

impl Setup {
    /// With `rows` rows.
    pub fn new(rows: usize) -> Self {
        Self { model: task::model(), rows, leads: OnceCell::new(), tables: Default::default() }
    }

    /// The number of rows.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The accounts, all of them different.
    pub fn leads(&self) -> &[Lead] {
        self.leads.get_or_init(|| task::leads(self.rows))
    }

    /// The first `rows` accounts.
    pub fn first(&self, rows: usize) -> &[Lead] {
        self.leads().get(..rows).unwrap_or(self.leads())
    }

    /// The accounts in columns.
    pub fn table(&self, how: Texts) -> &Table {
        let [plain, dictionary, views] = &self.tables;
        let cell = match how {
            Texts::Plain => plain,
            Texts::Dictionary => dictionary,
            Texts::Views => views,
        };
        cell.get_or_init(|| Table::new(self.leads(), how))
    }
}
