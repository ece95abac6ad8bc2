//! The courier: a thread that speaks with the mail server, so that a server that takes its time costs the worker no more
//! than it is willing to wait. It sends no message unless it is told to, and forgets everything when it is let go.

use std::io;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::Instant;

use crate::notification::smtp::{SmtpError, SmtpLine, SmtpSettings, Step};

/// What the courier is told to do.
pub(super) enum Order {
    /// Connect, protect, log in.
    Open(Box<SmtpSettings>),
    /// Offer a message: sender and recipient. Done when the server waits for the message.
    Offer(String, String),
    /// Send the message that was offered. The answer is the server's reply.
    Message(Vec<u8>),
    /// Take the offer back.
    Forget,
}

/// What came of it: the server's reply where there is one.
pub(super) type Answer = Result<String, SmtpError>;

/// A courier on its way. Let go of, it says goodbye and ends; a message that it was not told to send is never sent.
pub(super) struct Courier {
    orders: Sender<Order>,
    answers: Receiver<Answer>,
}

impl Courier {
    pub(super) fn start() -> io::Result<Self> {
        let (orders, told) = mpsc::channel();
        let (tell, answers) = mpsc::channel();
        thread::Builder::new().name("mail".to_owned()).spawn(move || work(&told, &tell))?;
        Ok(Self { orders, answers })
    }

    /// Gives an order and waits for its answer until then; `None` when there is none yet.
    pub(super) fn ask(&self, order: Order, until: Instant) -> Option<Answer> {
        // Whoever does not listen any more does not answer either, which the next line says.
        let _ = self.orders.send(order);
        self.answer(until)
    }

    /// Waits for the answer to the last order.
    pub(super) fn answer(&self, until: Instant) -> Option<Answer> {
        match self.answers.recv_timeout(until.saturating_duration_since(Instant::now())) {
            Ok(answer) => Some(answer),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => {
                Some(Err(SmtpError::Lost { step: Step::Greeting, detail: "the mail thread ended".to_owned() }))
            }
        }
    }
}

fn work(orders: &Receiver<Order>, answers: &Sender<Answer>) {
    let mut line: Option<SmtpLine> = None;
    while let Ok(order) = orders.recv() {
        let answer = match (order, line.as_mut()) {
            (Order::Open(settings), _) => SmtpLine::open(&settings).map(|open| {
                line = Some(open);
                String::new()
            }),
            (Order::Offer(from, to), Some(line)) => line.offer(&from, &to).map(|()| String::new()),
            (Order::Message(bytes), Some(line)) => line.message(&bytes),
            (Order::Forget, Some(line)) => line.forget().map(|()| String::new()),
            (Order::Offer(..) | Order::Message(_) | Order::Forget, None) => {
                Err(SmtpError::Lost { step: Step::Greeting, detail: "not connected".to_owned() })
            }
        };
        if answers.send(answer).is_err() {
            break;
        }
    }
    if let Some(line) = line {
        line.quit();
    }
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;
    use std::time::Duration;

    use super::*;
    use crate::notification::smtp::Security;

    fn settings(port: u16) -> SmtpSettings {
        SmtpSettings {
            host: "127.0.0.1".to_owned(),
            port,
            security: Security::None,
            authorities: None,
            login: None,
            hello: String::new(),
            timeout: Duration::from_secs(60),
        }
    }

    #[test]
    fn a_server_that_never_answers_is_not_waited_for() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let courier = Courier::start().unwrap();
        let order = Order::Open(Box::new(settings(listener.local_addr().unwrap().port())));
        assert!(courier.ask(order, Instant::now()).is_none());
        // Its connection is there: it waits for the greeting, and we do not wait for it.
        listener.accept().unwrap();
    }

    #[test]
    fn nothing_is_sent_without_a_connection() {
        let courier = Courier::start().unwrap();
        let answer = courier.ask(Order::Message(b"x".to_vec()), Instant::now() + Duration::from_secs(60));
        assert!(matches!(answer, Some(Err(SmtpError::Lost { .. }))), "{answer:?}");
    }
}
