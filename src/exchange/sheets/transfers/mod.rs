//! What cells say of places and of transfers: countries, and what a transfer rests on.
//!
//! | to change | go to |
//! | --- | --- |
//! | countries, codes and mechanisms in words; cities and regions of clouds | [`destination`]; `cities` |
//! | the country that somebody's number or form tells of | `identified` |
//! | that none happen, in a sentence | `denied` |
//! | transfers told of a recipient, or by whom data go to | `told`, `named` |

pub(super) mod cities;
mod denied;
pub mod destination;
pub(super) mod identified;
pub(super) mod named;
pub(super) mod told;
