"""The made files are those that the document makes, and the generator names things well."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Dict

import generate
import pytest
from generator.names import argument_name, method_of, resource_of
from generator.operations import operations_of
from generator.resources_file import resource_file
from generator.schemas import Types, union
from generator.types_file import types_file
from hissuno import AsyncHissuno, Hissuno, __version__

HERE = Path(__file__).parent.parent


def test_the_made_files_are_fresh() -> None:
    for path, text in generate.generated().items():
        present = (HERE / path).read_text("utf-8")
        assert present == text, f"{path} is stale. Run: python3 sdk/python/generate.py"
    assert generate.main(["--check"]) == 0


def test_both_clients_have_a_method_for_every_operation_of_the_document() -> None:
    document = json.loads(generate.DOCUMENT.read_text("utf-8"))
    ids = {
        one["operationId"]
        for item in document["paths"].values()
        for name, one in item.items()
        if name != "parameters"
    }
    table = json.loads((HERE / "operations.json").read_text("utf-8"))
    assert set(table) == ids
    for client in (
        Hissuno("a-key", base_url="https://feedback.example.com"),
        AsyncHissuno("a-key", base_url="https://feedback.example.com"),
    ):
        for name in table.values():
            resource, method = name.split(".")
            assert callable(getattr(getattr(client, resource), method)), name


def test_the_package_has_the_major_version_of_the_api_it_speaks() -> None:
    document = json.loads(generate.DOCUMENT.read_text("utf-8"))
    assert __version__.split(".")[0] == document["info"]["version"].split(".")[0]


@pytest.mark.parametrize(
    "operation, tag, name",
    [
        ("listSessions", "Sessions", "list"),
        ("createCompanies", "Companies", "create_many"),
        ("getCompany", "Companies", "get"),
        ("bulkUpdateSessions", "Sessions", "update_many"),
        ("rotateWebhookSecret", "Webhooks", "rotate_secret"),
        ("listIssueSessions", "Issues", "list_sessions"),
        ("listKnowledgeDocuments", "Knowledge sources", "list_documents"),
        ("searchKnowledge", "Knowledge sources", "search"),
        ("getProject", "Project", "get"),
        ("importSessions", "Exports", "import_sessions"),
        ("importExport", "Exports", "import_"),
    ],
)
def test_methods_are_named_without_their_resource(operation: str, tag: str, name: str) -> None:
    assert method_of(operation, tag) == name


def test_names_that_python_or_a_method_has_already_get_an_underscore() -> None:
    assert argument_name("from") == "from_" and argument_name("timeout") == "timeout_"
    assert argument_name("a-b") == "a_b" and resource_of("Knowledge sources") == "knowledge_sources"


def test_unions_are_written_once_and_with_null_as_optional() -> None:
    assert union(["str", "None", "str"]) == "Optional[str]"
    assert union(["str", "int"]) == "Union[str, int]"
    assert union(["None"]) == "None" and union(["str", "Any"]) == "Any"


def odd_document() -> Dict[str, Any]:
    """Shapes that today's document lacks, and tomorrow's may have."""
    file = {"content": {"application/gzip": {"schema": {"type": "string"}}}}
    thing = {
        "type": "object",
        "properties": {
            "from": {"type": "string", "format": "date-time"},
            "kind": {"const": "a"},
            "parts": {"anyOf": [{"$ref": "#/components/schemas/Part"}, {"type": "null"}]},
            "more": {"type": "object", "additionalProperties": {"type": "integer"}},
        },
        "required": ["from", "kind"],
    }
    return {
        "paths": {
            "/files/{id}": {
                "parameters": [{"name": "id", "in": "path", "schema": {"type": "string"}}],
                "get": {"operationId": "downloadFile", "tags": ["Files"], "responses": {"200": file}},
                "post": {
                    "operationId": "importFile",
                    "tags": ["Files"],
                    "deprecated": True,
                    "requestBody": {"required": True, **file},
                    "responses": {"202": {"content": {"application/json": {
                        "schema": {"$ref": "#/components/schemas/Thing"}}}}},
                },
                "patch": {
                    "operationId": "updateFile",
                    "tags": ["Files"],
                    "requestBody": {"required": True, "content": {"application/json": {
                        "schema": {"$ref": "#/components/schemas/Thing"}}}},
                    "responses": {"200": {"content": {"application/json": {
                        "schema": {"type": "array", "items": {"type": "string"}}}}}},
                },
            }
        },
        "components": {"schemas": {"Thing": thing, "Part": {"type": "string", "enum": ["x", "y"]}}},
    }


def test_shapes_that_the_document_may_get_are_written_as_python() -> None:
    document = odd_document()
    components = document["components"]["schemas"]
    types = Types(components, {"Thing", "Part"}, {"Thing", "Part"})
    resource = resource_file(operations_of(document, types))
    text = types_file(types)
    compile(resource, "files.py", "exec")
    compile(text, "types.py", "exec")
    assert "def download(\n" in resource or "def download(self, id: str" in resource
    assert "is_streamed=True" in resource and 'media="application/gzip"' in resource
    assert "Deprecated: it will go away." in resource
    assert "from_: Time" in resource and '"from": from_' in resource
    assert "answer: List[str] = " in resource
    assert 'from_: datetime = _field(metadata={"name": "from"})' in text
    assert 'ThingInput = TypedDict("ThingInput", {' in text
    assert "more: Optional[Dict[str, int]] = None" in text
