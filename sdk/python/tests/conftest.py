"""What the tests share: a faulty server, and clients of it that hardly wait."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import Iterator

import pytest
from faulty_server import FaultyServer
from hissuno import AsyncHissuno, Hissuno


# All servers of the tests are on this machine.
for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
    del os.environ[name]


@pytest.fixture(scope="session")
def one_server() -> Iterator[FaultyServer]:
    server = FaultyServer()
    yield server
    server.stop()


@pytest.fixture
def server(one_server: FaultyServer) -> FaultyServer:
    one_server.give()
    return one_server


@pytest.fixture
def client(server: FaultyServer) -> Iterator[Hissuno]:
    with Hissuno("a-key", base_url=server.url) as made:
        hurry(made)
        yield made


def hurry(client: "Hissuno | AsyncHissuno", first_wait: float = 0.001) -> None:
    """Makes the waits of our own choice short; those that a server asks for stay."""
    retries = replace(client.settings.retries, first_wait=first_wait)
    client.settings = replace(client.settings, retries=retries)


@pytest.fixture(scope="session")
def live() -> Iterator[Hissuno]:
    """A client of a real instance, whose address and key are in the environment."""
    if "HISSUNO_BASE_URL" not in os.environ:
        pytest.skip("HISSUNO_BASE_URL names no instance; python_test.ts starts one")
    with Hissuno() as made:
        yield made
