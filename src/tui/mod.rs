//! The screen: keys in, cells out.
//!
//! | to change | go to |
//! | --- | --- |
//! | a key or a command | [`command`], one line; its words in the locale file `screen` |
//! | what a screen shows | [`screen`] |
//! | what comes on top of it | [`overlay`] |
//! | what a layer may read; what goes in and out of it | [`scene`]; [`request`] |
//! | what is done for a command, and when a layer asks for it | [`dispatch`]; [`app`], [`actions`]; acts on what is due: [`desk`] |
//! | what is done beside the keys | [`work`] |
//! | the loop, the terminal itself, what the system tells | [`run`], [`terminal`], [`signals`] |
//! | which commands act where; which keys do what, and how keys are written | [`place`], [`keymap`], [`key`] |
//! | what the bottom line, help and the palette offer and tell | [`hints`], [`message`], [`help`], [`palette`], [`manual`] |
//! | how things are drawn | [`widget`], [`document`], [`theme`], [`signs`] |
//! | what can be clicked | [`mouse`], [`clicks`] |
//! | the layers, one over the other | [`layer`] |
//! | the jobs that run beside the keys | [`job`] |
//! | what is told and asked when a register is opened | [`opening`], [`announced`] |
//! | files and registers: another one, import, export, a copy, what was open before | [`files`], [`importing`], [`exporting`], [`export_answers`], [`table_export`], [`backup`], [`recent`] |
//! | which register, which version; another day; two states compared | [`version`], [`shown_day`], [`as_of`], [`comparing`] |
//! | what is kept while it is typed and while another program holds the file | [`drafting`], [`waiting`], [`why`] |
//! | undo and redo | [`turning`] |
//! | one change to all that is marked; what rests on something; findings lived with | [`bulk`], [`copying`], [`uses`], [`waiving`] |
//! | beginning an activity, questions to others, privacy notices | [`library`], [`asking`], [`privacy`] |
//! | what is taken out for good | [`redacting`] |
//! | what is worked out once for each state of the register | [`agenda`], [`checking`], [`learning`], [`names`] |
//! | what is chosen on the screen and kept; the clipboard | [`choosing`], [`clipboard`] |

pub(crate) mod actions;
pub(crate) mod agenda;
mod announced;
pub mod app;
mod as_of;
mod asking;
mod backup;
mod bulk;
mod checking;
pub mod choosing;
pub(crate) mod clicks;
pub mod clipboard;
pub mod command;
mod comparing;
mod copying;
pub(crate) mod desk;
mod dispatch;
pub mod document;
mod drafting;
mod export_answers;
mod exporting;
mod files;
mod help;
pub(crate) mod hints;
mod importing;
pub(crate) mod job;
pub mod key;
pub mod keymap;
pub(crate) mod layer;
mod learning;
mod library;
mod manual;
mod message;
mod mouse;
pub(crate) mod names;
mod opening;
pub(crate) mod overlay;
pub(crate) mod palette;
pub mod place;
mod privacy;
mod recent;
mod redacting;
pub mod request;
pub mod run;
pub(crate) mod scene;
pub(crate) mod screen;
mod shown_day;
pub(crate) mod signals;
pub mod signs;
mod table_export;
pub(crate) mod terminal;
pub mod theme;
mod turning;
mod uses;
mod version;
mod waiting;
mod waiving;
mod why;
pub mod widget;
pub(crate) mod work;
