//! Asks `icp studio` of an installed package for every file of its page, and compares them with those that were made. `installed` calls it.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::error::Error;
use crate::step::root;

/// The folder of the files as `cargo xtask studio` makes them, compressed; that is how they are sent.
const MADE: &str = "icp-cli/page/made";
/// A server that says nothing for so long has failed.
const PATIENCE: Duration = Duration::from_secs(30);

/// Starts the command's studio, asks for all files of its page, and ends it.
pub(crate) fn serves(name: &str, command: &mut Command) -> Result<(), Error> {
    let wanted = made(&root().join(MADE))?;
    if !wanted.iter().any(|(path, _)| path == "studio/index.html") {
        return Err(Error::Check(format!("{MADE} has no page: `cargo xtask studio` makes it")));
    }
    let command = command.arg("studio").stdin(Stdio::null()).stdout(Stdio::piped());
    let mut server = Server(command.spawn().map_err(Error::start(name))?);
    let (address, folder) = server.address(name)?;
    for (path, bytes) in &wanted {
        let body = fetched(&address, &format!("{folder}{path}"));
        let body = body.map_err(|error| Error::Check(format!("{name}: the studio's {path}: {error}")))?;
        if body != *bytes {
            return Err(Error::Check(format!("{name}: the studio's {path} is not the file that was made")));
        }
    }
    println!("{name}: serves the {} files of the studio", wanted.len());
    Ok(())
}

/// The process that serves; it is ended with this value.
struct Server(Child);

impl Server {
    /// Host and port, and the folder of the page, by the line that the command prints.
    fn address(&mut self, name: &str) -> Result<(String, String), Error> {
        let mut line = String::new();
        if let Some(stdout) = self.0.stdout.take() {
            BufReader::new(stdout).read_line(&mut line).map_err(Error::start(name))?;
        }
        address(&line).ok_or_else(|| Error::Check(format!("{name}: `icp studio` gave no address: `{line}`")))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // One that has ended by itself is no failure: then something was said already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Host and port, and the path up to the folder `studio/`.
fn address(line: &str) -> Option<(String, String)> {
    let (_, after) = line.split_once("http://")?;
    let (host, path) = after.split_once('/')?;
    let (folder, _) = path.split_once("studio/")?;
    Some((host.to_owned(), format!("/{folder}")))
}

/// The body of the answer to a request, as it is sent.
fn fetched(host: &str, path: &str) -> std::io::Result<Vec<u8>> {
    let mut stream = TcpStream::connect(host)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    body(&answer).map_err(std::io::Error::other)
}

/// The bytes after the head of an answer that is no refusal.
fn body(answer: &[u8]) -> Result<Vec<u8>, String> {
    let end =
        answer.windows(4).position(|four| four == b"\r\n\r\n").ok_or("the answer has no end of its head")?;
    let (head, rest) = answer.split_at(end);
    let head = String::from_utf8_lossy(head);
    let status = head.lines().next().unwrap_or_default();
    if !status.ends_with("200 OK") {
        return Err(status.to_owned());
    }
    Ok(rest.get(4..).unwrap_or_default().to_vec())
}

/// Path in the page and bytes of each file that was made.
fn made(folder: &Path) -> Result<Vec<(String, Vec<u8>)>, Error> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(place) = folders.pop() {
        for entry in fs::read_dir(&place).map_err(Error::file(&place))? {
            let path: PathBuf = entry.map_err(Error::file(&place))?.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            if let Some(name) = name.strip_suffix(".gz") {
                found.push((name.to_owned(), fs::read(&path).map_err(Error::file(&path))?));
            }
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_is_read_from_the_line() {
        let line = "The studio is at http://127.0.0.1:80/secret/studio/?given (Ctrl+C ends it)\n";
        assert_eq!(address(line), Some(("127.0.0.1:80".to_owned(), "/secret/".to_owned())));
        assert_eq!(address(""), None);
    }

    #[test]
    fn a_refusal_is_no_body() {
        assert_eq!(body(b"HTTP/1.1 200 OK\r\nA: b\r\n\r\nx\r\n\r\ny").unwrap(), b"x\r\n\r\ny");
        assert_eq!(body(b"HTTP/1.1 404 Not Found\r\n\r\n").unwrap_err(), "HTTP/1.1 404 Not Found");
        assert!(body(b"HTTP/1.1 200 OK\r\n").is_err());
    }
}
