//! Strangers send what is no request. That is no fault of the program, and its log must not say so, or
//! nobody minds the faults in it any more.

use std::{
    io::{Read, Write},
    net::TcpStream,
    time::Duration,
};

use super::program::Program;

story!(
    what_strangers_send_is_no_fault_in_the_log_of_the_program,
    |house| {
        let program = Program::start(house, "");
        for unreadable in [
            "GET / HTTP/9.9\r\n\r\n",
            "\u{16}\u{3}\u{1}hello",
            "GET /\u{0} HTTP/1.1\r\n\r\n",
            "POST / HTTP/1.1\r\nhost: x\r\ncontent-length: many\r\n\r\n",
            "GET / HTTP/1.1\r\nhost x\r\n\r\n",
        ] {
            let address = program.base.strip_prefix("http://").unwrap();
            let mut line = TcpStream::connect(address).unwrap();
            line.set_read_timeout(Some(Duration::from_secs(20)))
                .unwrap();
            line.write_all(unreadable.as_bytes()).unwrap();
            let mut answer = Vec::new();
            line.read_to_end(&mut answer).unwrap();
            let answer = String::from_utf8_lossy(&answer);
            assert!(answer.starts_with("HTTP/1.1 400"), "{unreadable}: {answer}");
        }
        let healthy = house.asks("GET", "/healthz").at(&program.base);
        healthy.answer().expect(200);
        let log = program.log();
        assert!(log.contains("\"answered\""), "{log}");
        assert!(!log.contains("\"ERROR\""), "{log}");
    }
);
