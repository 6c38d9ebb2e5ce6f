"""The program with three holes in it, by which scanners are calibrated: who does not find them proves nothing about the program.

It is made by tests alone: nothing of it stands in the package, and it has a database of its own.
"""

import sqlite3
from typing import Any

from flask import Blueprint, Flask, jsonify, redirect, request

NAMES = ("北京云帆", "上海海川", "广州启明")
DESCRIPTION = {
    "openapi": "3.1.0",
    "info": {"title": "Twin", "version": "1"},
    "paths": {
        "/twin/half": {
            "get": {
                "parameters": [{"name": "of", "in": "query", "required": True, "schema": {"type": "integer"}}],
                "responses": {"200": {"description": "Half of it", "content": {"application/json": {"schema": {"type": "object"}}}}},
            }
        }
    },
}


def twin() -> Flask:
    """One page for each hole, and a first page that leads to them."""
    app, page = Flask("twin"), Blueprint("twin", __name__, url_prefix="/twin")
    database = sqlite3.connect(":memory:", check_same_thread=False)
    database.executescript("CREATE TABLE customer (id INTEGER PRIMARY KEY, name TEXT)")
    database.executemany("INSERT INTO customer (name) VALUES (?)", [(name,) for name in NAMES])

    @page.get("/")
    def first() -> str:
        links = "".join(f'<a href="/twin/{to}">x</a>' for to in ("customers?q=a", "hello?name=a", "go?next=/twin/"))
        return f"<!doctype html><html><body>{links}</body></html>"

    @page.get("/customers")
    def customers() -> Any:
        try:
            rows = database.execute(f"SELECT name FROM customer WHERE name LIKE '%{request.args.get('q', '')}%'").fetchall()
        except sqlite3.Error as error:
            return f"sqlite3.OperationalError: {error}", 500
        return jsonify([name for (name,) in rows])

    @page.get("/hello")
    def hello() -> str:
        return f"<!doctype html><html><body>{request.args.get('name', '')}</body></html>"

    @page.get("/go")
    def go() -> Any:
        return redirect(request.args.get("next", "/twin/"))

    @page.get("/half")
    def half() -> Any:
        return jsonify({"half": 100 // int(request.args["of"])})

    @page.get("/openapi.json")
    def described() -> Any:
        return jsonify(DESCRIPTION)

    app.register_blueprint(page)
    return app
