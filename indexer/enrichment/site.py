"""Where was the page published?"""

from indexer.model import Document, Evidence


def site(document: Document, text: str) -> tuple[Evidence, ...]:
    """The host the page came from, or the folder it lay in."""
    if not document.site:
        return ()
    method = "host" if document.url else "folder"
    return (Evidence(document.site, document.site, "", -1, -1, method, 1.0),)
