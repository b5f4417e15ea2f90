//! The declarations: every record, row and field of the register, each once, with its provision.
//!
//! One more field costs a line here, a line in the store's migrations, and its words in each language.

mod activity;
mod organisation;
mod prelude;
mod register_data;
mod retention;

pub use activity::{Activity, Client, DataCategory, DataSubject, Purpose, Recipient, Transfer};
pub use organisation::{Agreement, Contact, Measure, Organisation, SubProcessor, TimeLimit};
pub use register_data::{Edition, Redaction, RegisterData, Request, Waiver};
pub use retention::{Holding, HoldingHold, Retention, RetentionHold, Schedule};

use super::field::{Declaration, Declared, Record, Rows};
use super::kind::RecordKind;

/// Declares what each kind of record or row is made of; the kinds themselves are declared in [`super::kind`].
macro_rules! records {
    ($($kind:ident)+) => {
        impl RecordKind {
            /// What is declared of the kind.
            #[must_use]
            pub fn declaration(self) -> &'static Declaration {
                match self { $(Self::$kind => <$kind as Declared>::DECLARATION),+ }
            }
            /// A record of the kind that records nothing yet.
            #[must_use]
            pub fn blank(self) -> Box<dyn Record> {
                match self { $(Self::$kind => Box::new($kind::default())),+ }
            }
            /// An empty list of records of the kind.
            #[must_use]
            pub fn no_rows(self) -> Box<dyn Rows> {
                match self { $(Self::$kind => Box::new(Vec::<$kind>::new())),+ }
            }
        }
    };
}

records!(
    RegisterData Redaction Request Edition Organisation Contact TimeLimit Agreement SubProcessor Measure Schedule Activity Client Purpose DataSubject DataCategory Recipient Transfer Retention RetentionHold Holding HoldingHold Waiver
);

#[cfg(test)]
mod tests;
