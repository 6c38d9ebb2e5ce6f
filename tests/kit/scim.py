"""A provisioning client for tests: speaks HTTP to the application as a program of another system would."""

from typing import Any

from flask.testing import FlaskClient

MEDIA = "application/scim+json"


class Client:
    """Sends a token with everything; `user`, `group` and `patch` write the messages."""

    def __init__(self, client: FlaskClient, token: str):
        self.client = client
        self.headers = {"Authorization": f"Bearer {token}"}

    def __call__(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        sent = self.headers | {name.replace("_", "-"): text for name, text in headers.items()}
        return self.client.open(f"/scim/v2{path}", method=method, json=body, headers=sent)

    @staticmethod
    def user(account: str, **more: Any) -> dict[str, Any]:
        return {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": account, **more}

    @staticmethod
    def group(name: str, *members: str, **more: Any) -> dict[str, Any]:
        listed = [{"value": id} for id in members]
        return {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "displayName": name, "members": listed, **more}

    @staticmethod
    def patch(*operations: dict[str, Any]) -> dict[str, Any]:
        return {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": list(operations)}
