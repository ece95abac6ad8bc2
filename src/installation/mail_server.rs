//! Where the mail server's secrets come from: a file of the owner's alone, systemd's credentials, the environment.

use std::env;
use std::fs;
use std::io;
use std::path::Path;
use std::time::Duration;

use super::Installation;
use crate::notification::smtp::{Secret, SmtpError, SmtpSettings};

/// The environment variable with the password.
const VARIABLE: &str = "TORIMATOME_SMTP_PASSWORD";
/// The name of the password among systemd's credentials.
const CREDENTIAL: &str = "smtp-password";

impl Installation {
    /// What is needed to speak to the configured mail server; reads the certificate and the password each time, so that a
    /// new one holds at once.
    pub fn smtp_settings(&self) -> Result<SmtpSettings, SmtpError> {
        let smtp = &self.config.mail.smtp;
        let authorities = if smtp.ca_file.is_empty() { None } else { Some(self.authorities(&smtp.ca_file)?) };
        let login = if smtp.user.is_empty() { None } else { Some((smtp.user.clone(), self.password(&smtp.password_file)?)) };
        Ok(SmtpSettings {
            host: smtp.host.clone(),
            port: smtp.port,
            security: smtp.security,
            authorities,
            login,
            hello: if smtp.hello.is_empty() { machine() } else { smtp.hello.clone() },
            timeout: Duration::from_secs(smtp.timeout_seconds),
        })
    }

    fn authorities(&self, file: &str) -> Result<Vec<u8>, SmtpError> {
        let path = self.root.join(file);
        let wrong = |detail: String| SmtpError::Authority { path: path.display().to_string(), detail };
        let pem = fs::read(&path).map_err(|error| wrong(error.to_string()))?;
        let holds_one = pem.windows(17).any(|window| window == b"BEGIN CERTIFICATE");
        if holds_one { Ok(pem) } else { Err(wrong("no certificate in PEM form".to_owned())) }
    }

    fn password(&self, file: &str) -> Result<Secret, SmtpError> {
        if !file.is_empty() {
            let path = self.root.join(file);
            owners_alone(&path)?;
            return read(&path);
        }
        if let Some(folder) = env::var_os("CREDENTIALS_DIRECTORY") {
            let path = Path::new(&folder).join(CREDENTIAL);
            if path.exists() {
                return read(&path);
            }
        }
        match env::var(VARIABLE) {
            Ok(text) if !text.is_empty() => Ok(Secret::new(text)),
            _ => Err(SmtpError::NoPassword),
        }
    }
}

fn read(path: &Path) -> Result<Secret, SmtpError> {
    let text = fs::read_to_string(path).map_err(|error| unreadable(path, &error))?;
    let first = text.lines().next().unwrap_or_default();
    if first.is_empty() { Err(unreadable(path, &io::Error::other("it is empty"))) } else { Ok(Secret::new(first.to_owned())) }
}

#[cfg(unix)]
fn owners_alone(path: &Path) -> Result<(), SmtpError> {
    use std::os::unix::fs::PermissionsExt;
    // Nothing set for group and others.
    let mode = fs::metadata(path).map_err(|error| unreadable(path, &error))?.permissions().mode();
    if mode.trailing_zeros() >= 6 { Ok(()) } else { Err(SmtpError::PasswordOpen { path: path.display().to_string() }) }
}

#[cfg(not(unix))]
fn owners_alone(_: &Path) -> Result<(), SmtpError> {
    Ok(())
}

fn unreadable(path: &Path, error: &io::Error) -> SmtpError {
    SmtpError::PasswordFile { path: path.display().to_string(), detail: error.to_string() }
}

/// The machine's name; empty where it does not tell.
fn machine() -> String {
    fs::read_to_string("/proc/sys/kernel/hostname").map(|name| name.trim().to_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn a_password_that_others_can_read_is_refused_and_not_quoted() {
        use std::os::unix::fs::PermissionsExt;
        let place = tempfile::tempdir().unwrap();
        let file = place.path().join("password");
        fs::write(&file, "himitsu\n").unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
        let refused = owners_alone(&file).unwrap_err();
        assert!(matches!(refused, SmtpError::PasswordOpen { .. }) && !refused.to_string().contains("himitsu"), "{refused}");
        fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
        assert_eq!(owners_alone(&file), Ok(()));
        assert_eq!(read(&file), Ok(Secret::new("himitsu".to_owned())), "the line break is no part of it");
        fs::write(&file, "").unwrap();
        assert!(read(&file).is_err());
    }
}
