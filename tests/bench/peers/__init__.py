"""The generators that are compared, a module each. Ours is the first."""

from __future__ import annotations

from bench.peers.blog import Blog
from bench.peers.hugo import Hugo
from bench.peers.newsroom import Newsroom
from bench.peers.peer import Peer
from bench.peers.zensical import Zensical

OURS = Newsroom()
HUGO = Hugo()
PEERS: tuple[Peer, ...] = (OURS, HUGO, Zensical(), Blog())
