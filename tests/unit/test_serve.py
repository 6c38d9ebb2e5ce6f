"""Stopping: nobody new is let in, and whoever is being answered is answered to the end."""

import socket
import threading
from http.client import HTTPConnection

import pytest
from waitress.server import create_server

from crm.serve import answer, listener
from crm.settings import load


def test_who_is_being_answered_is_answered_to_the_end_and_nobody_new_is_let_in():
    begun, go_on, stopped = threading.Event(), threading.Event(), threading.Event()

    def slow(environ, start):
        if environ["PATH_INFO"] == "/slow":
            begun.set()
            go_on.wait(10)
        start("200 OK", [("Content-Length", "5")])
        return [b"whole"]

    sockets: dict = {}
    server = create_server(slow, map=sockets, host="127.0.0.1", port=0, threads=2)
    serving = threading.Thread(target=answer, args=(server, sockets, stopped), daemon=True)
    serving.start()
    idle, asked = (HTTPConnection("127.0.0.1", server.effective_port, timeout=10) for _ in range(2))
    idle.request("GET", "/")
    assert idle.getresponse().read() == b"whole"
    asked.request("GET", "/slow")
    assert begun.wait(10)
    stopped.set()
    assert idle.sock.recv(1) == b""  # an idle connection is closed at once
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", server.effective_port))
    go_on.set()
    found = asked.getresponse()
    assert (found.read(), found.getheader("Connection")) == (b"whole", "close")
    serving.join(10)
    assert not serving.is_alive()
    server.close()


def test_more_people_than_a_hundred_keep_their_connections_and_are_answered(tmp_path):
    def app(environ, start):
        start("200 OK", [("Content-Length", "5")])
        return [b"whole"]

    sockets: dict = {}
    stopped = threading.Event()
    server = listener(load("test", {}, app={"data": tmp_path}, server={"port": 0}, secret="a secret of the tests"), app, sockets)
    serving = threading.Thread(target=answer, args=(server, sockets, stopped), daemon=True)
    serving.start()
    people = [HTTPConnection("127.0.0.1", server.effective_port, timeout=10) for _ in range(250)]
    for one in people:
        one.request("GET", "/")
        assert one.getresponse().read() == b"whole"
    people[0].request("GET", "/")
    assert people[0].getresponse().read() == b"whole"
    stopped.set()
    serving.join(10)
    assert not serving.is_alive()
    server.close()
