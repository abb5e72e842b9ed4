//! Connections: how many there may be at a time, and how long each may keep others waiting.
//!
//! Whoever connects has to say what it wants within [`HEAD`], send what it began to send, and take what it asked for,
//! without a pause of [`PAUSE`]. Where [`MOST`] are open, whoever has asked for nothing for the longest time makes room, so
//! that hundreds that only hold the line keep nobody out. Where it is known that a connection is another user's, it is closed.

use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes, HttpBody};
use axum::http::Request;
use axum::response::Response;
use hyper::body::{Frame, Incoming, SizeHint};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{AbortHandle, JoinSet};
use tokio::time::{Instant, Sleep, sleep};

use super::neighbours::is_strange;

/// Connections at a time. A process may usually hold 1,024 files, and the program needs some for itself.
const MOST: usize = 256;

/// The time in which a request's head has to be complete, and after which an idle connection is closed.
const HEAD: Duration = Duration::from_secs(10);

/// The longest pause within a request's body or an answer.
const PAUSE: Duration = Duration::from_secs(20);

/// Bytes of a request's head at most; of browsers they are a few thousand.
const HEAD_BYTES: usize = 64 << 10;

/// Where no connection can be taken for the moment, the next try is so much later.
const AGAIN: Duration = Duration::from_millis(100);

/// Serves until the program ends.
pub async fn serve(listener: TcpListener, router: Router) -> io::Result<()> {
    let mut tasks = JoinSet::new();
    let mut seats: Vec<Seat> = Vec::new();
    loop {
        let Ok((stream, there)) = listener.accept().await else {
            sleep(AGAIN).await;
            continue;
        };
        if stream.local_addr().is_ok_and(|here| is_strange(here, there)) {
            continue;
        }
        while tasks.try_join_next().is_some() {}
        seats.retain(|seat| !seat.task.is_finished());
        if seats.len() >= MOST {
            make_room(&seats);
            // The next connection to end is the one that was closed, or one that is done.
            tasks.join_next().await;
        }
        let since = Arc::new(Mutex::new(Some(Instant::now())));
        let task = tasks.spawn(talk(stream, router.clone(), since.clone()));
        seats.push(Seat { task, since });
    }
}

/// An open connection.
struct Seat {
    task: AbortHandle,
    since: Since,
}

/// Since when a connection asks for nothing; none while it is answered.
type Since = Arc<Mutex<Option<Instant>>>;

fn make_room(seats: &[Seat]) {
    let idle = |seat: &Seat| *seat.since.lock().unwrap_or_else(PoisonError::into_inner);
    let longest = seats.iter().filter_map(|seat| Some((idle(seat)?, seat))).min_by_key(|(since, _)| *since);
    if let Some((_, seat)) = longest {
        seat.task.abort();
    }
}

async fn talk(stream: TcpStream, router: Router, since: Since) {
    let service = TowerToHyperService::new(router);
    let answered = service_fn(move |request: Request<Incoming>| {
        let (service, since) = (service.clone(), since.clone());
        async move {
            note(&since, None);
            let request = request.map(|body| Body::new(Paced::new(body)));
            let answer: Result<Response, _> = hyper::service::Service::call(&service, request).await;
            note(&since, Some(Instant::now()));
            answer
        }
    });
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD).max_buf_size(HEAD_BYTES);
    // However a connection ends, it concerns nobody else.
    let _ = http.serve_connection(TokioIo::new(Patient::new(stream)), answered).await;
}

fn note(since: &Since, now: Option<Instant>) {
    *since.lock().unwrap_or_else(PoisonError::into_inner) = now;
}

fn timed_out() -> io::Error {
    io::ErrorKind::TimedOut.into()
}

/// Time that runs while something is waited for, and begins anew once it has come.
struct Pause(Option<Pin<Box<Sleep>>>);

impl Pause {
    /// What was polled, or an error once it has been waited for too long.
    fn watch<T>(&mut self, polled: Poll<T>, context: &mut Context) -> Poll<Result<T, io::Error>> {
        if let Poll::Ready(come) = polled {
            self.0 = None;
            return Poll::Ready(Ok(come));
        }
        let timer = self.0.get_or_insert_with(|| Box::pin(sleep(PAUSE)));
        ready!(timer.as_mut().poll(context));
        Poll::Ready(Err(timed_out()))
    }
}

/// A request's body that comes without long pauses.
struct Paced {
    body: Incoming,
    pause: Pause,
}

impl Paced {
    fn new(body: Incoming) -> Paced {
        Paced { body, pause: Pause(None) }
    }
}

impl HttpBody for Paced {
    type Data = Bytes;
    type Error = axum::BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::BoxError>>> {
        let polled = Pin::new(&mut self.body).poll_frame(context);
        match ready!(self.pause.watch(polled, context)) {
            Ok(frame) => Poll::Ready(frame.map(|frame| frame.map_err(Into::into))),
            Err(error) => Poll::Ready(Some(Err(error.into()))),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// A connection whose other end takes what is written to it.
struct Patient {
    stream: TcpStream,
    pause: Pause,
}

impl Patient {
    fn new(stream: TcpStream) -> Patient {
        Patient { stream, pause: Pause(None) }
    }
}

impl AsyncRead for Patient {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context, buffer: &mut ReadBuf) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Patient {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let polled = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.pause.watch(polled, context).map(|come| come.and_then(|written| written))
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context,
        pieces: &[io::IoSlice],
    ) -> Poll<io::Result<usize>> {
        let polled = Pin::new(&mut self.stream).poll_write_vectored(context, pieces);
        self.pause.watch(polled, context).map(|come| come.and_then(|written| written))
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }
}
