"""One small tree of errors; each says what was wrong, where, and what to do.

SearchappError              exit 1, HTTP 500
├── UsageError              exit 2, HTTP 400   what was asked for is not right
│   └── ParameterError      exit 2, HTTP 400   a parameter of a search, by name
│   ├── NotAllowed          exit 2, HTTP 401   no token, or one that is not known
│   ├── OutOfScope          exit 2, HTTP 403   a token that may not do this
│   ├── KeyReused           exit 2, HTTP 422   an idempotency key that came with another request
│   ├── TooLarge            exit 2, HTTP 413   more than is taken in one request
│   └── WrongType           exit 2, HTTP 415   a body that is not JSON
├── NotFound                exit 1, HTTP 404   no such article
├── ArchiveError            exit 1, HTTP 503   the archive cannot be used as it is
│   ├── ArchiveMissing                         there is none at that place
│   ├── ArchiveDamaged                  a file of it is missing or cannot be read
│   ├── ArchiveStampError                      made by another format, engine or analysis
│   └── ArchiveLocked                          another process writes to it
└── SkippedFile             (never leaves the pipeline) a file or article that cannot be taken, with its reason
"""

from __future__ import annotations


class SearchappError(Exception):
    """The root: `str(error)` is fit for a user; `code` is stable and machine readable."""

    exit_status = 1
    http_status = 500
    code = "error"
    #: Seconds after which the same is worth another try, or None.
    retry_after: int | None = None


class UsageError(SearchappError):
    """Wrong use: an option, a setting or a parameter that cannot be understood."""

    exit_status = 2
    http_status = 400
    code = "bad-request"


class ParameterError(UsageError):
    """A parameter of a search is unknown or has a value that it cannot have; `parameter` is its name."""

    code = "bad-parameter"

    def __init__(self, parameter: str, message: str) -> None:
        super().__init__(message)
        self.parameter = parameter


class NotAllowed(UsageError):
    """A request that needs a token came without one, or with one that is not known."""

    http_status = 401
    code = "unauthorized"


class OutOfScope(UsageError):
    """The token is known, and may not do what was asked."""

    http_status = 403
    code = "forbidden"


class TooLarge(UsageError):
    """A request with more in it than is taken at once."""

    http_status = 413
    code = "too-large"


class WrongType(UsageError):
    """A request whose body is of a type that is not read."""

    http_status = 415
    code = "wrong-type"


class KeyReused(UsageError):
    """An idempotency key came a second time, with another request."""

    http_status = 422
    code = "key-reused"


class NotFound(SearchappError):
    """There is no article with the id asked for."""

    http_status = 404
    code = "not-found"


class ArchiveError(SearchappError):
    """The archive cannot be used as it is."""

    http_status = 503
    code = "archive"


class ArchiveMissing(ArchiveError):
    """There is no archive at the place given."""

    code = "archive-missing"


class ArchiveStampError(ArchiveError):
    """The archive was made by another version, engine or analysis than the one that opens it."""

    code = "archive-stamp"


class ArchiveDamaged(ArchiveError):
    """A file of the archive is missing or cannot be read."""

    code = "archive-damaged"


class ArchiveLocked(ArchiveError):
    """Another process is writing to the archive."""

    code = "archive-locked"
    retry_after = 5


class SkippedFile(SearchappError):
    """A file, or one record of it, gives no article; `reason` is one of a few words that are counted."""

    code = "skipped"

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason
