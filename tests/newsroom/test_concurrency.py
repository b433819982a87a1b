import io
import threading
from typing import Any

from newsroom.concurrency import BUFFERED_BYTES, LimitedApplication


class Stream(io.BytesIO):
    """A body that waits, as one of a slow client does."""

    def __init__(self, body: bytes) -> None:
        super().__init__(body)
        self.released = threading.Event()

    def read(self, size: int | None = -1) -> bytes:
        self.released.wait(30)
        return super().read(size)


def environ(body: bytes = b"", method: str = "POST", length: str | None = None, **more: Any) -> dict[str, Any]:
    announced = str(len(body)) if length is None else length
    return {"REQUEST_METHOD": method, "CONTENT_LENGTH": announced, "wsgi.input": io.BytesIO(body), **more}


def echo(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    start_response("200 OK", [])
    return [environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"] or 0))]


def ignore(status: str, headers: object) -> None:
    pass


class TestLimitedApplication:
    def test_it_hands_on_the_body(self) -> None:
        application = LimitedApplication(echo, threads=1)
        for body in (b"", b"a text", b"x" * (BUFFERED_BYTES + 1)):
            assert b"".join(application(environ(body), ignore)) == body

    def test_slow_bodies_delay_nobody(self) -> None:
        application = LimitedApplication(echo, threads=1)
        slow = [Stream(b"slow"), Stream(b"slow" * BUFFERED_BYTES)]
        sent = [environ(stream.getvalue(), **{"wsgi.input": stream}) for stream in slow]
        threads = [threading.Thread(target=application, args=(request, ignore)) for request in sent]
        for thread in threads:
            thread.start()
        assert application(environ(b"quick"), ignore) == [b"quick"]
        assert all(thread.is_alive() for thread in threads)
        for stream in slow:
            stream.released.set()
        for thread in threads:
            thread.join()

    def test_it_runs_in_as_many_threads_as_said(self) -> None:
        names: set[str] = set()

        def application(environ: dict[str, Any], start_response: Any) -> list[bytes]:
            names.add(threading.current_thread().name)
            return []

        limited = LimitedApplication(application, threads=2)
        threads = [threading.Thread(target=limited, args=(environ(), ignore)) for _ in range(20)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert names <= {"request_0", "request_1"}

    def test_a_response_to_head_has_no_body_and_is_closed(self) -> None:
        class Response(list[bytes]):
            closed = False

            def close(self) -> None:
                self.closed = True

        response = Response([b"body"])
        answer: Any = LimitedApplication(lambda *_: response, threads=1)(environ(method="HEAD"), ignore)
        assert list(answer) == []
        answer.close()
        assert response.closed

    def test_it_refuses_a_body_that_is_cut_off(self) -> None:
        statuses: list[str] = []
        application = LimitedApplication(echo, threads=1)
        list(application(environ(b"half", length="8"), lambda status, headers: statuses.append(status)))
        assert statuses == ["400 Bad Request"]

    def test_it_takes_a_length_that_makes_no_sense_for_none(self) -> None:
        application = LimitedApplication(lambda environ, start: [environ["wsgi.input"].read()], threads=1)
        for length in ("", "-5", "many", "٣"):
            assert application(environ(b"", length=length), ignore) == [b""]
