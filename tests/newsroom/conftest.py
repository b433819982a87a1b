from tests.newsroom.proxied import proxied

__all__ = ["proxied"]
