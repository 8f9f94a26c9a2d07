//! Serves the file that it is given: `icp-axum-example MODEL [ADDRESS]`.

use std::error::Error;
use std::path::PathBuf;

use icp_axum_example::{Settings, serve};
use tokio::net::TcpListener;
use tokio::signal;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args_os().skip(1);
    let Some(path) = args.next().map(PathBuf::from) else {
        return Err("give the path of a model: icp-axum-example MODEL [ADDRESS]".into());
    };
    let address = args.next().and_then(|address| address.into_string().ok());
    let listener = TcpListener::bind(address.as_deref().unwrap_or("127.0.0.1:8080")).await?;
    println!("http://{}", listener.local_addr()?);
    serve(listener, path, Settings::default(), asked_to_stop()).await?;
    println!("stopped; every request that had begun was answered");
    Ok(())
}

/// Ctrl-C, or the signal by which an orchestrator stops a service.
async fn asked_to_stop() {
    let ctrl_c = async {
        if signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminated = async {
        match signal::unix::signal(signal::unix::SignalKind::terminate()) {
            Ok(mut terminate) => drop(terminate.recv().await),
            Err(_) => std::future::pending::<()>().await,
        }
    };
    #[cfg(not(unix))]
    let terminated = std::future::pending::<()>();
    tokio::select! {
        () = ctrl_c => (),
        () = terminated => (),
    }
}
