//! The program on a real terminal: silent, closed, stopped, resized, locked out, or under a storm of keys.
//!
//! The terminal here never answers anything that it is asked. Nothing sleeps: each test waits for what it awaits.

mod beside;
mod colours;
mod ends;
mod locks;
mod stops;
mod storm;
mod window;
mod work;
