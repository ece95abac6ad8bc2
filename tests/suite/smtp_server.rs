//! A mail server that follows a script: takes mail, puts off, refuses, hangs up at any step, keeps silent, loses its reply.

use std::collections::VecDeque;
use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::{Arc, Mutex};

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

use crate::case::{Case, until};

/// A step of the conversation, before the server's reply to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum At {
    Connect,
    Ehlo,
    Mail,
    Rcpt,
    Data,
    /// After the final dot: the server has the message.
    Dot,
}

/// What the server does with one message (or, at `Connect` and `Ehlo`, with one connection).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    Take,
    /// Hangs up.
    HangUp(At),
    /// Says this instead.
    Say(At, &'static str),
    /// Says nothing, and keeps the connection until the client goes.
    Silence(At),
}

/// A message that the server has: at its dot, whatever it said then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Got {
    pub from: String,
    pub to: Vec<String>,
    pub text: String,
    /// Whether the client was told that it was taken.
    pub told: bool,
}

#[derive(Default)]
struct State {
    script: VecDeque<Manner>,
    refused: Vec<(String, &'static str)>,
    got: Vec<Got>,
    heard: Vec<String>,
}

/// The server, listening on a loopback port until the test ends.
pub struct Server {
    pub port: u16,
    state: Arc<Mutex<State>>,
}

/// How it protects its connections.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protection {
    None,
    Starttls,
    Tls,
}

impl Server {
    pub fn start(script: &[Manner]) -> Self {
        Self::protected(script, Protection::None)
    }

    pub fn protected(script: &[Manner], protection: Protection) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let state = Arc::new(Mutex::new(State { script: script.iter().copied().collect(), ..State::default() }));
        let shared = Arc::clone(&state);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let state = Arc::clone(&shared);
                std::thread::spawn(move || serve(stream.unwrap(), &state, protection));
            }
        });
        Self { port, state }
    }

    /// Refuses a recipient, with this reply.
    pub fn refuse(&self, recipient: &str, reply: &'static str) {
        self.state.lock().unwrap().refused.push((recipient.to_owned(), reply));
    }

    /// What it does from now on.
    pub fn script(&self, script: &[Manner]) {
        self.state.lock().unwrap().script = script.iter().copied().collect();
    }

    pub fn got(&self) -> Vec<Got> {
        self.state.lock().unwrap().got.clone()
    }

    /// Commands that it heard, in order.
    pub fn heard(&self) -> Vec<String> {
        self.state.lock().unwrap().heard.clone()
    }

    /// Waits until it has so many messages.
    pub fn wait_for(&self, count: usize) {
        until("the server has the message", || (self.got().len() >= count).then_some(()));
    }
}

impl Case {
    /// Makes the installation send its mail to this server.
    pub fn mail_to(&self, server: &Server) {
        self.configure("transport = \"eml\"", "transport = \"smtp\"");
        self.configure("host = \"localhost\"\nport = 25", &format!("host = \"127.0.0.1\"\nport = {}", server.port));
    }
}

/// A conversation, on a plain or a protected stream.
trait Stream: Read + Write + Send {}
impl<T: Read + Write + Send> Stream for T {}

fn serve(stream: TcpStream, state: &Mutex<State>, protection: Protection) {
    let mut stream: Box<dyn Stream> = Box::new(stream);
    if protection == Protection::Tls {
        stream = protect(stream);
    }
    // Whoever hangs up on us ends the conversation, not the test.
    let _ = talk(&mut stream, state, protection);
}

/// The end of a conversation that the script ends.
fn ended() -> std::io::Error {
    std::io::Error::other("the script says so")
}

/// What the script says about this step; `reply` where it says nothing of it.
fn answer(stream: &mut Box<dyn Stream>, manner: Manner, at: At, reply: &str) -> std::io::Result<bool> {
    let (said, goes_on) = match manner {
        Manner::HangUp(step) if step == at => return Err(ended()),
        Manner::Silence(step) if step == at => {
            // Until the client goes.
            while stream.read(&mut [0; 512])? > 0 {}
            return Err(ended());
        }
        Manner::Say(step, said) if step == at => (said, false),
        Manner::Take | Manner::HangUp(_) | Manner::Say(..) | Manner::Silence(_) => (reply, true),
    };
    stream.write_all(format!("{said}\r\n").as_bytes())?;
    stream.flush()?;
    if said.starts_with("421") { Err(ended()) } else { Ok(goes_on) }
}

fn line(stream: &mut Box<dyn Stream>) -> std::io::Result<String> {
    let mut line = Vec::new();
    let mut byte = [0];
    while !line.ends_with(b"\n") {
        if stream.read(&mut byte)? == 0 {
            return Err(ended());
        }
        line.push(byte[0]);
    }
    Ok(String::from_utf8_lossy(&line).trim_end().to_owned())
}

fn talk(stream: &mut Box<dyn Stream>, state: &Mutex<State>, protection: Protection) -> std::io::Result<()> {
    let next = |state: &Mutex<State>| state.lock().unwrap().script.pop_front().unwrap_or(Manner::Take);
    let of_connection = {
        let mut state = state.lock().unwrap();
        let early = matches!(
            state.script.front(),
            Some(Manner::HangUp(At::Connect | At::Ehlo) | Manner::Say(At::Connect | At::Ehlo, _) | Manner::Silence(At::Connect | At::Ehlo))
        );
        if early { state.script.pop_front().unwrap() } else { Manner::Take }
    };
    answer(stream, of_connection, At::Connect, "220 scripted ESMTP")?;
    let mut protected = protection == Protection::Tls;
    let mut manner = Manner::Take;
    let mut mail = Got { from: String::new(), to: Vec::new(), text: String::new(), told: false };
    loop {
        let command = line(stream)?;
        state.lock().unwrap().heard.push(command.clone());
        let word = command.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase();
        match word.as_str() {
            "EHLO" => {
                let offer = if protection == Protection::Starttls && !protected { "250-STARTTLS\r\n" } else { "250-AUTH PLAIN LOGIN\r\n" };
                answer(stream, of_connection, At::Ehlo, &format!("250-scripted\r\n{offer}250 HELP"))?;
            }
            "AUTH" => {
                // "\0kikaku\0himitsu" in base64.
                let right = command == "AUTH PLAIN AGtpa2FrdQBoaW1pdHN1";
                answer(stream, manner, At::Connect, if right { "235 2.7.0 hello" } else { "535 5.7.8 wrong password" })?;
            }
            "MAIL" => {
                manner = next(state);
                mail = Got { from: inside(&command), to: Vec::new(), text: String::new(), told: false };
                answer(stream, manner, At::Mail, "250 ok")?;
            }
            "RCPT" => {
                let to = inside(&command);
                let refused = state.lock().unwrap().refused.iter().find(|(who, _)| *who == to).map(|(_, reply)| *reply);
                if answer(stream, manner, At::Rcpt, refused.unwrap_or("250 ok"))? && refused.is_none() {
                    mail.to.push(to);
                }
            }
            "DATA" => {
                if answer(stream, manner, At::Data, "354 go ahead")? {
                    mail.text = message(stream)?;
                    let told = !matches!(manner, Manner::HangUp(At::Dot) | Manner::Say(At::Dot, _) | Manner::Silence(At::Dot));
                    state.lock().unwrap().got.push(Got { told, ..mail.clone() });
                    answer(stream, manner, At::Dot, "250 2.0.0 queued as 4711")?;
                }
            }
            "STARTTLS" => {
                stream.write_all(b"220 go ahead\r\n")?;
                // The stream is taken out of its box and put back protected.
                let plain = std::mem::replace(stream, Box::new(std::io::Cursor::new(Vec::new())));
                *stream = protect(plain);
                protected = true;
            }
            "QUIT" => {
                stream.write_all(b"221 bye\r\n")?;
                return stream.flush();
            }
            _ => {
                stream.write_all(b"250 ok\r\n")?;
                stream.flush()?;
            }
        }
    }
}

/// TLS over a stream.
fn protect(plain: Box<dyn Stream>) -> Box<dyn Stream> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mail/certificates");
    let certificate = CertificateDer::from_pem_slice(&fs::read(folder.join("server.pem")).unwrap()).unwrap();
    let key = PrivateKeyDer::from_pem_slice(&fs::read(folder.join("server.key")).unwrap()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    let config = config.with_no_client_auth().with_single_cert(vec![certificate], key).unwrap();
    Box::new(StreamOwned::new(ServerConnection::new(Arc::new(config)).unwrap(), plain))
}

fn inside(command: &str) -> String {
    command.split(['<', '>']).nth(1).unwrap_or_default().to_owned()
}

/// The message as it was meant: without the dots that protect lines.
fn message(stream: &mut Box<dyn Stream>) -> std::io::Result<String> {
    let mut text = String::new();
    loop {
        let line = line(stream)?;
        if line == "." {
            return Ok(text);
        }
        text.push_str(line.strip_prefix('.').unwrap_or(&line));
        text.push_str("\r\n");
    }
}
