//! What stands beside the activities and is told of them.
//!
//! | to change | go to |
//! | --- | --- |
//! | a label with its answer; what plainly speaks of all | `lines`; `of_all` |
//! | how the rows of a further table find their activities | `joining` |
//! | answers that point to another place of the document | `pointed` |

pub(super) mod joining;
pub(super) mod lines;
pub(super) mod of_all;
pub(super) mod pointed;
