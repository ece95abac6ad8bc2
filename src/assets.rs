//! What the program carries with it, so that one binary is an installation: templates, the configuration with
//! every option, and the plan that `demo` plays. An installation's own `templates/` take precedence.

/// A file of an installation: its path below the root and its text.
pub type Asset = (&'static str, &'static str);

macro_rules! assets {
    ($($path:literal),* $(,)?) => {
        &[$(($path, include_str!(concat!("../", $path)))),*]
    };
}

/// Form declarations, the current version of each first.
pub const FORMS: &[Asset] = assets!["templates/forms/list.toml", "templates/forms/frozen/list-1.toml"];

/// The configuration with every option and its default.
pub const CONFIGURATION: &str = include_str!("../torimatome.toml");
