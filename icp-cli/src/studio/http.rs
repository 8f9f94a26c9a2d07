//! As much of HTTP as one page on this machine needs: one answer to each connection, and only to who asks by the local address.

use std::fs::File;
use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// Bytes of a request before its body, which is never read.
const MAX_HEAD: usize = 16 << 10;
/// Who says nothing for so long is not waited for.
const PATIENCE: Duration = Duration::from_secs(10);

/// The head of every answer: the page may run nothing that is not its own and ask nobody else, no other page may use it, and no address is
/// told to anybody.
const ALWAYS: &str = "Content-Security-Policy: default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; \
style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'\r\n\
Cross-Origin-Resource-Policy: same-origin\r\nX-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\n\
Cache-Control: no-store\r\nConnection: close\r\n";

/// A file that is sent.
pub(super) struct Answer {
    /// Its media type.
    pub(super) kind: &'static str,
    /// Its bytes are compressed with gzip.
    pub(super) is_packed: bool,
    pub(super) body: Body,
}

/// Where its bytes are.
pub(super) enum Body {
    Bytes(&'static [u8]),
    Text(String),
    File(File),
}

/// Answers the one request of a connection. `find` has the answer for a path.
pub(super) fn serve(
    stream: &TcpStream,
    port: u16,
    find: impl FnOnce(&str) -> Option<Answer>,
) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let (mut input, mut output) = (stream, stream);
    let head = head(&mut input)?;
    respond(&head, port, find, &mut output)
}

fn respond(
    head: &str,
    port: u16,
    find: impl FnOnce(&str) -> Option<Answer>,
    output: &mut impl Write,
) -> io::Result<()> {
    let request = match Request::of(head, port) {
        Ok(request) => request,
        Err(status) => return refuse(output, status),
    };
    let Some(Answer { kind, is_packed, body }) = find(request.path) else {
        return refuse(output, "404 Not Found");
    };
    let length = match &body {
        Body::Bytes(bytes) => bytes.len() as u64,
        Body::Text(text) => text.len() as u64,
        Body::File(file) => file.metadata()?.len(),
    };
    let packed = if is_packed { "Content-Encoding: gzip\r\n" } else { "" };
    write!(
        output,
        "HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n{packed}{ALWAYS}\r\n"
    )?;
    if request.is_head {
        return output.flush();
    }
    match body {
        Body::Bytes(bytes) => output.write_all(bytes)?,
        Body::Text(text) => output.write_all(text.as_bytes())?,
        // A file that grows meanwhile is sent as far as was said.
        Body::File(file) => {
            io::copy(&mut file.take(length), output)?;
        }
    }
    output.flush()
}

fn refuse(output: &mut impl Write, status: &str) -> io::Result<()> {
    write!(output, "HTTP/1.1 {status}\r\nContent-Length: 0\r\n{ALWAYS}\r\n")?;
    output.flush()
}

/// The head of a request, up to the empty line.
fn head(input: &mut impl Read) -> io::Result<String> {
    let mut bytes = Vec::new();
    let mut piece = [0; 2048];
    while !bytes.windows(4).any(|end| end == b"\r\n\r\n") {
        let read = input.read(&mut piece)?;
        if read == 0 || bytes.len() > MAX_HEAD {
            return Err(io::ErrorKind::InvalidData.into());
        }
        bytes.extend_from_slice(piece.get(..read).unwrap_or_default());
    }
    String::from_utf8(bytes).map_err(|_| io::ErrorKind::InvalidData.into())
}

/// A request.
#[derive(Debug, PartialEq, Eq)]
struct Request<'a> {
    /// Without what follows a question mark.
    path: &'a str,
    is_head: bool,
}

impl<'a> Request<'a> {
    /// Reads it, or gives the status of the refusal. A page elsewhere whose name was made to lead here asks by that name, and is refused.
    fn of(head: &'a str, port: u16) -> Result<Self, &'static str> {
        let mut lines = head.split("\r\n");
        let mut words = lines.next().unwrap_or_default().split(' ');
        let (Some(method), Some(target), Some("HTTP/1.1" | "HTTP/1.0")) =
            (words.next(), words.next(), words.next())
        else {
            return Err("400 Bad Request");
        };
        let is_head = match method {
            "GET" => false,
            "HEAD" => true,
            _ => return Err("405 Method Not Allowed"),
        };
        let hosts = lines.filter_map(|line| {
            let (name, value) = line.split_once(':')?;
            name.eq_ignore_ascii_case("host").then(|| value.trim())
        });
        let own = [format!("127.0.0.1:{port}"), format!("localhost:{port}")];
        let hosts: Vec<&str> = hosts.collect();
        if !matches!(hosts.as_slice(), [host] if own.iter().any(|own| own == host)) {
            return Err("403 Forbidden");
        }
        Ok(Self { path: target.split('?').next().unwrap_or_default(), is_head })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered(head: &str, find: impl FnOnce(&str) -> Option<Answer>) -> String {
        let mut output = Vec::new();
        respond(head, 80, find, &mut output).unwrap();
        String::from_utf8(output).unwrap()
    }

    fn text(path: &str) -> Option<Answer> {
        (path == "/a").then(|| Answer {
            kind: "text/css",
            is_packed: true,
            body: Body::Text("body".to_owned()),
        })
    }

    #[test]
    fn a_file_is_sent_with_what_it_is() {
        let sent = answered("GET /a?b=c HTTP/1.1\r\nhost: localhost:80\r\n\r\n", text);
        let (head, body) = sent.split_once("\r\n\r\n").unwrap();
        assert_eq!(body, "body");
        for line in
            ["HTTP/1.1 200 OK", "Content-Type: text/css", "Content-Length: 4", "Content-Encoding: gzip"]
        {
            assert!(head.lines().any(|found| found == line), "{line}: {head}");
        }
        assert!(answered("HEAD /a HTTP/1.1\r\nHost: 127.0.0.1:80\r\n\r\n", text).ends_with("\r\n\r\n"));
    }

    #[test]
    fn only_this_machine_is_answered() {
        let refused = |head: &str, status: &str| {
            let sent = answered(head, |_| panic!("it was refused"));
            assert!(sent.starts_with(&format!("HTTP/1.1 {status}")), "{head}: {sent}");
        };
        refused("GET /a HTTP/1.1\r\n\r\n", "403");
        refused("GET /a HTTP/1.1\r\nHost: elsewhere.example\r\n\r\n", "403");
        refused("GET /a HTTP/1.1\r\nHost: localhost:81\r\n\r\n", "403");
        refused("GET /a HTTP/1.1\r\nHost: localhost:80\r\nHost: localhost:80\r\n\r\n", "403");
        refused("POST /a HTTP/1.1\r\nHost: localhost:80\r\n\r\n", "405");
        refused("GET /a\r\n\r\n", "400");
        assert!(answered("GET /b HTTP/1.1\r\nHost: localhost:80\r\n\r\n", text).starts_with("HTTP/1.1 404"));
    }

    #[test]
    fn a_head_without_an_end_is_given_up() {
        assert_eq!(head(&mut &b"GET / HTTP/1.1\r\n\r\nbody"[..]).unwrap(), "GET / HTTP/1.1\r\n\r\nbody");
        assert!(head(&mut &b"GET /"[..]).is_err());
        assert!(head(&mut io::repeat(b'a')).is_err());
    }
}
