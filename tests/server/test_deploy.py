"""What deploy/ holds: each file as its own tool reads it, and the limits on which all of them agree."""

import json
import re
import tomllib
from pathlib import Path

import pytest
import yaml

from ravine.server.race import LONGEST
from ravine.server.routes import routes
from tests.support.commands import run, tool

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"


COMPOSE = {
    "on this machine": ("compose.yml",),
    "on a domain": ("compose.yml", "compose.tls.yml"),
}


def compose(which: str, **environment: str) -> tuple[int, str]:
    """What docker-compose makes of its files."""
    files = [word for name in COMPOSE[which] for word in ("-f", str(DEPLOY / name))]
    return run(tool("docker-compose"), *files, "config", "--format", "json", **environment)


def composed(which: str, **environment: str) -> dict:
    code, said = compose(which, COOKIE_SECRET="x", **environment)
    assert code == 0, said
    return json.loads(said)


@pytest.mark.parametrize(("which", "wanted"), [("on this machine", "COOKIE_SECRET"), ("on a domain", "SITE")])
def test_compose_asks_for_what_it_needs(which, wanted):
    given = {"COOKIE_SECRET": "x", "SITE": "ravine.example.org"}
    assert compose(which, **given)[0] == 0
    code, said = compose(which, **{name: value for name, value in given.items() if name != wanted})
    assert code != 0
    assert f"set {wanted}" in said


def test_compose_publishes_the_ports_that_the_site_needs_and_no_other():
    def published(which: str, **environment: str) -> list[str]:
        services = composed(which, **environment)["services"]
        assert "ports" not in services["app"]
        return [
            f"{port.get('host_ip', '*')}:{port['published']}:{port['target']}" for port in services["proxy"]["ports"]
        ]

    assert published("on this machine") == ["127.0.0.1:8080:8080"]
    assert published("on this machine", LISTEN="0.0.0.0") == ["0.0.0.0:8080:8080"]
    assert published("on a domain", SITE="ravine.example.org") == ["*:80:80", "*:443:443"]


def test_compose_confines_both_services():
    project = composed("on this machine")
    app, proxy = project["services"]["app"], project["services"]["proxy"]
    for service in app, proxy:
        assert (service["read_only"], service["cap_drop"]) == (True, ["ALL"])
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert service["ulimits"]["nofile"] == {"soft": 65536, "hard": 65536}
        assert service["logging"]["options"].keys() == {"max-size", "max-file"}, "a log must not fill the disk"
    assert project["networks"]["inner"]["internal"], "the app would reach the internet"
    assert set(app["networks"]) == {"inner"}
    # Both sign with one secret.
    secret = app["environment"]["STREAMLIT_SERVER_COOKIE_SECRET"]
    assert secret == proxy["environment"]["COOKIE_SECRET"] == "x"


def documents(name: str) -> list[dict]:
    return list(yaml.safe_load_all((DEPLOY / name).read_text()))


def seconds(text: str) -> int:
    return int(re.fullmatch(r"(\d+)s?", text)[1])


def size(text: str) -> int:
    """Bytes of ``32KiB`` (Caddy) or ``32k`` (nginx)."""
    return 1024 * int(re.fullmatch(r"(\d+)(?:KiB|k)", text)[1])


def test_all_proxies_set_the_same_limits():
    """Caddy's, and ingress-nginx's by their names there."""
    caddy = (DEPLOY / "Caddyfile").read_text()
    flags = dict(re.findall(r"^\s*(\w+) (\w+)$", caddy, re.MULTILINE))
    bodies = [size(each) for each in re.findall(r"max_size (\w+)", caddy)]
    (cluster,) = documents("ingress-nginx.yml")
    sites = {each["metadata"]["name"]: each for each in documents("kubernetes.yml") if each["kind"] == "Ingress"}
    notes = [
        {name.partition("/")[2]: value for name, value in sites[name]["metadata"]["annotations"].items()}
        for name in ("ravine-upload", "ravine")
    ]
    nginx = cluster["data"]
    assert seconds(flags["read_header"]) == seconds(nginx["client-header-timeout"])
    assert seconds(flags["read_body"]) == seconds(nginx["client-body-timeout"])
    assert seconds(flags["idle"]) == seconds(nginx["keep-alive"])
    assert size(flags["max_header_size"]) == size(nginx["large-client-header-buffers"].split()[1])
    assert f'"max-age={nginx["hsts-max-age"]}"' in caddy
    assert bodies == [size(each["proxy-body-size"]) for each in notes]
    # What the app itself takes fits, and with little room to spare.
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())["server"]
    upload, other = bodies
    assert config["maxUploadSize"] * 2**20 < upload < 1.1 * config["maxUploadSize"] * 2**20
    assert LONGEST < other == size(flags["request_buffers"]) < 1.1 * LONGEST
    assert size(flags["max_header_size"]) > LONGEST
    # The server's pings keep an open websocket from being silent for so long.
    for name in "proxy-read-timeout", "proxy-send-timeout":
        assert int(notes[1][name]) >= 3600 > config["websocketPingInterval"]
    sticky = [{key: value for key, value in each.items() if "cookie" in value or "cookie" in key} for each in notes]
    assert sticky[0] == sticky[1] != {}, "an upload would not find its session"
    for site in sites.values():
        assert site["spec"]["rules"][0]["host"] in site["spec"]["tls"][0]["hosts"]
    # A plain machine's nginx has them from the documents.
    for document in "README.md", "README.ko.md":
        text = (DEPLOY / document).read_text(encoding="utf-8")
        for figure in (
            f"client_header_timeout {flags['read_header']}",
            f"client_body_timeout {flags['read_body']}",
            f"keepalive_timeout {flags['idle']}",
            f"large_client_header_buffers {nginx['large-client-header-buffers']}",
            f"client_max_body_size {notes[1]['proxy-body-size']}",
            f"client_max_body_size {notes[0]['proxy-body-size']}",
            f'"max-age={nginx["hsts-max-age"]}"',
        ):
            assert figure in text, figure


def test_a_pod_is_reached_by_the_ingress_alone_and_reaches_nothing():
    (policy,) = [each["spec"] for each in documents("kubernetes.yml") if each["kind"] == "NetworkPolicy"]
    (deployment,) = [each["spec"] for each in documents("kubernetes.yml") if each["kind"] == "Deployment"]
    assert policy["podSelector"]["matchLabels"] == deployment["selector"]["matchLabels"]
    assert (policy["policyTypes"], policy["egress"]) == (["Ingress", "Egress"], [])
    ((rule,), (port,)) = policy["ingress"], deployment["template"]["spec"]["containers"][0]["ports"]
    assert rule["from"] == [
        {
            "namespaceSelector": {
                "matchLabels": {
                    "kubernetes.io/metadata.name": documents("ingress-nginx.yml")[0]["metadata"]["namespace"]
                }
            }
        }
    ]
    assert rule["ports"] == [{"protocol": "TCP", "port": port["containerPort"]}]


def test_a_pod_keeps_to_kubernetes_restricted_standard():
    (pod,) = [each["spec"]["template"]["spec"] for each in documents("kubernetes.yml") if each["kind"] == "Deployment"]
    assert (pod["automountServiceAccountToken"], pod["enableServiceLinks"]) == (False, False)
    assert pod["securityContext"]["runAsNonRoot"] is True
    assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    for container in pod["containers"]:
        assert container["securityContext"] == {
            "allowPrivilegeEscalation": False,
            "readOnlyRootFilesystem": True,
            "capabilities": {"drop": ["ALL"]},
        }
    assert {kind for volume in pod["volumes"] for kind in volume if kind != "name"} == {"emptyDir"}


def test_every_path_that_a_file_asks_for_is_a_route_of_the_app():
    texts = [
        path.read_text(errors="replace") for path in (*DEPLOY.glob("*"), *DEPLOY.glob("[!p]*/*")) if path.is_file()
    ]
    asked = set(re.findall(r"[\w}](/(?:ravine/\w+|healthz))", "\n".join(texts)))
    routed = {"/" + "/".join(route.path.split("/")[1 : 3 if "/ravine/" in route.path else 2]) for route in routes()}
    assert {"/healthz", "/ravine/race"} <= asked <= routed, asked - routed


def test_caddy_reads_its_file():
    code, said = run(tool("caddy"), "validate", "--adapter", "caddyfile", "--config", str(DEPLOY / "Caddyfile"))
    assert code == 0, said


@pytest.mark.parametrize(("name", "objects"), [("kubernetes.yml", 7), ("ingress-nginx.yml", 1)])
def test_kubernetes_knows_every_field(name, objects):
    code, said = run(tool("kubernetes-validate"), "--strict", str(DEPLOY / name))
    assert code == 0, said
    assert said.count(" passed ") == objects


def test_systemd_reads_its_unit():
    code, said = run(tool("systemd-analyze"), "verify", str(DEPLOY / "ravine.service"))
    ours = [line for line in said.splitlines() if "ravine.service" in line]
    assert (code, ours) == (0, []), said


def test_systemd_finds_the_unit_as_little_exposed_as_the_documents_say():
    analyze = tool("systemd-analyze")
    code, said = run(analyze, "security", "--offline=true", "--no-pager", str(DEPLOY / "ravine.service"))
    assert code == 0, said
    exposure = float(re.search(r"Overall exposure level for ravine\.service: ([\d.]+)", said)[1])
    written = {
        re.search(r"`make exposure`[^`]+?([\d.]+)/10 \(systemd (\d+)\)", (DEPLOY / name).read_text("utf-8")).groups()
        for name in ("README.md", "README.ko.md")
    }
    ((figure, version),) = written
    # Each release of systemd may weigh differently.
    if f"systemd {version} " in run(analyze, "--version")[1]:
        assert exposure == float(figure)
    assert exposure < 2, said
    assert "LimitNOFILE=65536\n" in (DEPLOY / "ravine.service").read_text()


@pytest.mark.parametrize("given", [(), ("HOST=0.0.0.0", "PORT=9000")])
def test_make_run_serves_this_machine_alone_unless_it_is_told_otherwise(given):
    code, said = run(tool("make"), "--dry-run", "-C", str(ROOT), "run", *given, HOST="a-machine-s-name")
    assert code == 0, said
    host, port = [word.partition("=")[2] for word in given] or ["127.0.0.1", "8501"]
    assert f"http://{host}:{port} " in said
    assert f"STREAMLIT_SERVER_ADDRESS={host} PORT={port} " in said


def test_the_server_listens_on_this_machine_alone_but_in_a_container():
    script = (DEPLOY / "serve").read_text()
    assert '--host "${STREAMLIT_SERVER_ADDRESS:-127.0.0.1}"' in script
    image = (ROOT / "Dockerfile").read_text()
    assert re.search(r"^(ENV|   ) .*\bSTREAMLIT_SERVER_ADDRESS=0\.0\.0\.0\b", image, re.MULTILINE)


# What Hugging Face reads of a Space's README, by its reference; anything else in it is ignored or refused there.
SPACE = {
    "title": str,
    "emoji": str,
    "colorFrom": {"red", "yellow", "green", "blue", "indigo", "purple", "pink", "gray"},
    "colorTo": {"red", "yellow", "green", "blue", "indigo", "purple", "pink", "gray"},
    "sdk": {"docker"},
    "app_port": int,
    "pinned": bool,
    "license": {"mit"},
}


def test_a_space_s_settings_are_those_that_hugging_face_knows():
    code, said = run("sh", str(DEPLOY / "space"))
    assert code == 0, said
    empty, settings, rest = said.split("---\n", 2)
    assert (empty, rest.lstrip("\n")) == ("", (ROOT / "README.md").read_text(encoding="utf-8"))
    told = yaml.safe_load(settings)
    assert told.keys() == SPACE.keys()
    for key, wanted in SPACE.items():
        assert told[key] in wanted if isinstance(wanted, set) else isinstance(told[key], wanted), key
    # The Space sends its visitors to the port on which the image listens, and calls what the image runs.
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert f"EXPOSE {told['app_port']}\n" in dockerfile
    assert f"PORT={told['app_port']}\n" in dockerfile
    assert "MIT License" in (ROOT / "LICENSE").read_text(encoding="utf-8")


def test_the_documents_name_every_file_and_no_other():
    shown = {"README.md", "README.ko.md", "image", "plotly", "film", "site", "pin"}  # named by those that are
    for document in ("README.md", "README.ko.md"):
        text = (DEPLOY / document).read_text(encoding="utf-8")
        assert set(re.findall(r"deploy/([\w.-]*\w)", text)) == {path.name for path in DEPLOY.iterdir()} - shown
