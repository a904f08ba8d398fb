"""Every error this project raises on purpose; each carries one sentence for a person.

    CydError
    ├── SettingsError        usage or configuration: exit code 2
    ├── FetchError           SEC or a mirror did not give what was asked for
    │   ├── NotFoundError    it says that there is no such file (404; or SEC's 403 for a missing key)
    │   ├── SpoiltError      it answers, but what it gives is not what was asked for, and stays so
    │   └── UnavailableError it did not answer, or not now: another time it may
    │       └── BlockedError SEC answered with its "too many requests / undeclared tool" page
    ├── DocumentError        a document cannot be read: it becomes a row, it never stops its partition
    ├── DiskError            the disk is full, or a folder cannot be written to
    ├── LakeError            the object store that holds the lake did not do as it was asked, after all retries
    ├── AuditError           a blocking check failed: the candidate is not published
    └── PublishError         the warehouse could not be put in place

An error is raised with its sentence and with its cause chained (`raise ... from error`).
"""


class CydError(Exception):
    """Base of all; `str(error)` is one sentence that says what is wrong and, where it helps, what to do."""

    exit_code = 1


class SettingsError(CydError):
    """A setting or an argument is missing or wrong."""

    exit_code = 2


class FetchError(CydError):
    """The source did not give what was asked for, after all retries."""


class NotFoundError(FetchError):
    """The source says that there is no such file."""


class SpoiltError(FetchError):
    """The source answers, after all retries, with something that is not the document asked for, or not whole."""


class UnavailableError(FetchError):
    """The source did not answer as it should; the same request may succeed later, and only such are retried."""


class BlockedError(UnavailableError):
    """The source refuses this client: SEC's block page, whatever the status it came with."""


class DocumentError(CydError):
    """A document is not what it should be (cut off, hostile, of another kind); the sentence is its reason."""


class DiskError(CydError):
    """The disk that holds the home has no room, or a folder there cannot be written to."""


class LakeError(CydError):
    """The object store that holds the lake cannot be reached, or refuses."""


class AuditError(CydError):
    """At least one blocking check returned rows."""


class PublishError(CydError):
    """The candidate could not be moved into place."""
