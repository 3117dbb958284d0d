"""An embedded GitHub on loopback: REST, GraphQL and a page over one SQLite file and one bare git repository.

A faithful subset of github.com for tests and demonstrations. It needs the extra `sandbox`;
without it, importing this package raises ImportError.
"""

from roadmap_sync.sandbox.options import Options
from roadmap_sync.sandbox.refusals import Invalid
from roadmap_sync.sandbox.server import Running, serve, start

__all__ = ["Invalid", "Options", "Running", "serve", "start"]
