//! What the program carries with it, so that one binary is an installation: templates, the configuration with
//! every option, and the plan that `demo` plays. An installation's own `templates/` take precedence.

/// A file of an installation: its path below the root and its text.
pub type Asset = (&'static str, &'static str);

macro_rules! assets {
    ($($path:literal),* $(,)?) => {
        &[$(($path, include_str!(concat!("../", $path)))),*]
    };
}

/// The current form.
pub const FORM: Asset = ("templates/forms/list.toml", include_str!("../templates/forms/list.toml"));

/// Older versions of forms, still read.
pub const FROZEN_FORMS: &[Asset] = assets!["templates/forms/frozen/list-1.toml"];

/// The configuration with every option and its default.
pub const CONFIGURATION: &str = include_str!("../torimatome.toml");
