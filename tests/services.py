# SPDX-License-Identifier: MIT
"""Runs what .github, .pre-commit-hooks.yaml and the README offer, as the services would.

services.py BUMPGATE: the steps of the action and of the templates run as they stand, in checkouts
made the way actions/checkout makes them, with the inputs in the environment. Prints a line for
each mistake; exit status 1 when there is one, 77 without python3-yaml.
"""
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

try:
    import yaml
except ImportError:
    print("skip: python3 has no module yaml")
    sys.exit(77)

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
ACTION = os.path.join(ROOT, ".github/actions/bumpgate")
DEMO = os.path.join(ROOT, "fixtures/demo")
BUMPGATE = os.path.abspath(sys.argv[1])
KNOWN = {"verdict", "declared", "required", "next-version", "status", "reports"}
BASE_ENV = {"PATH": os.path.dirname(BUMPGATE) + ":" + os.environ["PATH"], "LC_ALL": "C.UTF-8",
            "GIT_CONFIG_NOSYSTEM": "1", "GIT_AUTHOR_NAME": "T", "GIT_AUTHOR_EMAIL": "t@example.org",
            "GIT_COMMITTER_NAME": "T", "GIT_COMMITTER_EMAIL": "t@example.org"}


def load(path):
    with open(os.path.join(ROOT, path), encoding="utf-8") as file:
        return yaml.safe_load(file)


# ---- expressions: "${{ inputs.a && steps.b.outputs.c }}" -----------------------------------

TOKEN = re.compile(r"'[^']*'|[a-z_]+\(\)|[A-Za-z_][\w.-]*|&&|\|\||==|!=|\S")


def evaluate(text, names):
    """The value of an expression whose names (but literals and always()) are in names."""
    def translate(token):
        if token[0] == "'" or token in ("==", "!=", "(", ")"):
            return token
        if token in ("&&", "||"):
            return {"&&": " and ", "||": " or "}[token]
        if token == "always()":
            return "True"
        return repr(names.get(token, ""))
    return eval("".join(translate(t) for t in TOKEN.findall(text)))  # of our own files


def expand(text, names):
    return re.sub(r"\$\{\{(.*?)\}\}", lambda m: str(evaluate(m.group(1), names)), str(text))


# ---- repositories ----------------------------------------------------------------------------

class Place:
    """A directory that holds an origin with the demo's releases, and checkouts of it."""

    def __init__(self):
        self.dir = tempfile.mkdtemp()
        self.env = dict(BASE_ENV, HOME=self.dir, TMPDIR=self.dir)
        self.sh("git init -q -b main origin")
        with open(DEMO + "/.tags", encoding="utf-8") as file:
            for tag, date in (line.split() for line in file):
                date = date.partition("=")[2] + "T12:00:00Z"
                self.sh('cd origin && git rm -rqf --ignore-unmatch . && cp -R "$1/." . && '
                        'git add -A && git commit -q -m "$2" && git tag -a -m x "$2"',
                        DEMO + "/" + tag, tag, GIT_AUTHOR_DATE=date, GIT_COMMITTER_DATE=date)

    def sh(self, script, *args, **env):
        return subprocess.run(["sh", "-ec", script, "sh", *args], cwd=self.dir, check=True,
                              env=dict(self.env, **env), stdout=subprocess.PIPE,
                              text=True).stdout.strip()

    def checkout(self, ref, depth=0):
        """As actions/checkout: one commit and one lightweight tag, or everything."""
        name = tempfile.mkdtemp(dir=self.dir)
        commit = self.sh('git -C origin rev-parse "$1^{commit}"', ref)
        what = ["+%s:%s" % (commit, ref)] if depth else [
            "+refs/heads/*:refs/remotes/origin/*", "+refs/tags/*:refs/tags/*"]
        self.sh('cd "$1"; git init -q; git remote add origin "$2"; shift 2; git fetch -q "$@"', name,
                "file://%s/origin" % self.dir, *(["--depth=1", "--no-tags"] if depth else []),
                "origin", *what)
        self.sh('cd "$1"; git checkout -q --force "$2"', name, ref.replace("heads", "remotes/origin"))
        return name, commit

    def close(self):
        shutil.rmtree(self.dir)


class Ran:
    """What a job saw of the action."""

    def __init__(self, status, log, outputs, summary, uploads):
        self.status, self.log, self.outputs = status, log, outputs
        self.summary, self.uploads = summary, uploads

    def __str__(self):
        return "exit status %s, outputs %s\n%s" % (self.status, self.outputs, self.log)


def run_action(place, work, inputs=None, tag=None, commit=None, env=None):
    """The steps of the action in the directory work, after a push of tag (or none)."""
    action = load(".github/actions/bumpgate/action.yml")
    names = {"inputs." + k: v["default"] for k, v in action["inputs"].items()}
    names.update({"inputs." + k: v for k, v in dict({"bumpgate": BUMPGATE}, **(inputs or {})).items()})
    names["github.workspace"] = work
    temp = tempfile.mkdtemp(dir=place.dir)
    status, log, summary, uploads = 0, "", os.path.join(temp, "summary"), []
    for step in action["runs"]["steps"]:
        if status and "always()" not in step.get("if", ""):
            continue
        if "if" in step and not evaluate(step["if"].strip("${} "), names):
            continue
        if "uses" in step:
            uploads.append({k: expand(v, names) for k, v in step["with"].items()})
            continue
        out = os.path.join(temp, "out")
        open(out, "w").close()
        full = dict(place.env, GITHUB_ACTIONS="true", GITHUB_ACTION_PATH=ACTION, RUNNER_TEMP=temp,
                    GITHUB_WORKSPACE=work, GITHUB_OUTPUT=out, GITHUB_STEP_SUMMARY=summary,
                    GITHUB_SHA=commit or "", GITHUB_REF_TYPE="tag" if tag else "branch",
                    GITHUB_REF_NAME=tag or "main")
        full.update({k: expand(v, names) for k, v in step.get("env", {}).items()})
        full.update(env or {})
        ran = subprocess.run(["sh", "-e", "-c", step["run"]], cwd=work, env=full, text=True,
                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        status, log = ran.returncode, log + ran.stdout
        with open(out, encoding="utf-8") as file:
            for line in file.read().splitlines():
                key, _, value = line.partition("=")
                assert key in KNOWN, "output '%s'" % line
                names["steps.%s.outputs.%s" % (step["id"], key)] = value
    outputs = {k: expand(v["value"], names) for k, v in action["outputs"].items()}
    text = open(summary, encoding="utf-8").read() if os.path.exists(summary) else ""
    return Ran(status, log, outputs, text, uploads)


def push(place, tag, depth=0, **more):
    work, commit = place.checkout("refs/tags/" + tag, depth)
    return run_action(place, work, tag=tag, commit=more.pop("commit", commit), **more)


def expect(ran, status, verdict, *texts, **outputs):
    assert ran.status == status, ran
    assert ran.outputs["verdict"] == verdict and ran.outputs["status"] == str(status), ran
    for key, value in outputs.items():
        assert ran.outputs[key.replace("_", "-")] == value, ran
    for text in texts:
        assert text in ran.log, "no '%s': %s" % (text, ran)
    return ran


# ---- the action --------------------------------------------------------------------------------

def one_commit_is_not_judged_and_says_what_to_fetch(place):
    work, commit = place.checkout("refs/tags/v0.3.0", depth=1)
    ran = expect(run_action(place, work, tag="v0.3.0", commit=commit), 3, "unjudged",
                 "fetch-depth: 0", required="", next_version="")
    assert "fetch-depth: 0" in ran.summary
    place.sh('cd "$1"; eval "$2" 2>&1', work, re.search(r"run '(git fetch .*?)'", ran.log).group(1))
    expect(run_action(place, work, tag="v0.3.0", commit=commit), 1, "fail", required="major")


def all_tags_pass_or_fail(place):
    ran = expect(push(place, "v0.3.0"), 1, "fail", declared="minor", required="major",
                 next_version="1.0.0")
    assert "\n::error file=config/collector_schedule.yaml,line=1,title=command-removed" in ran.log
    assert ran.summary.startswith("## :x: bumpgate v0.2.0..v0.3.0: FAIL\n"), ran.summary
    ran = expect(push(place, "v0.4.0"), 0, "pass", declared="minor", required="minor",
                 next_version="0.4.0")
    assert ran.summary.startswith("## :white_check_mark: bumpgate v0.3.0..v0.4.0: PASS\n")


def foreign_owner_is_trusted_in_the_action_alone(place):
    if os.geteuid() != 0:
        print("skip: not root, cannot give a checkout away")
        return
    work, commit = place.checkout("refs/tags/v0.4.0")
    place.sh('chown -R 65534:65534 "$1"', work)
    plain = subprocess.run([BUMPGATE, "check"], cwd=work, env=place.env, text=True,
                           stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert plain.returncode == 3 and "git config --global --add safe.directory" in plain.stderr
    expect(run_action(place, work, tag="v0.4.0", commit=commit), 0, "pass")
    assert not os.path.exists(place.dir + "/.gitconfig")


def hostile_names_stay_names(place):
    for tag in ("v9;touch$IFS'pwned'", "v9$(touch${IFS}pwned)", "v9`touch${IFS}pwned`", "v9%0Averdict=pass",
                'v9"&&touch${IFS}pwned;"', "v9.0.0+$(touch${IFS}pwned)", "v9|touch${IFS}pwned"):
        place.sh('git -C origin tag -- "$1" v0.4.0', tag)
        work, commit = place.checkout("refs/tags/" + tag)
        for inputs in ({}, {"base": tag, "target": "v0.4.0"}, {"policy": tag}, {"formats": tag}):
            ran = run_action(place, work, inputs, tag=tag, commit=commit)
            assert ran.status in (2, 3) and ran.outputs["verdict"] == "unjudged", ran
        assert "pwned" not in os.listdir(work)
        place.sh('git -C origin tag -d "$1"', tag)
    expect(run_action(place, work, {"target": "--help"}), 3, "unjudged")


def commit_of_the_event_is_that_of_the_tag(place):
    work, commit = place.checkout("refs/tags/v0.4.0")
    other = "0123456789012345678901234567890123456789"
    expect(run_action(place, work, tag="v0.4.0", commit=other), 1, "fail", "commit-mismatch")
    expect(run_action(place, work, {"target": "v0.4.0"}, tag="v0.2.0", commit=other), 0, "pass")
    expect(run_action(place, work, {"target": "v0.4.0"}, commit=other), 0, "pass")


def pull_requests_are_dry_runs(place):
    work, _ = place.checkout("refs/heads/main")
    place.sh('cd "$1" && sed -i /MAIL_API_TOKEN/d .env.example && git commit -qam drop', work)
    expect(run_action(place, work, commit="0" * 40), 1, "fail", "env-removed", declared="",
           required="major", next_version="1.0.0")


def inputs_reach_the_tool(place):
    work, _ = place.checkout("refs/tags/v0.4.0")
    expect(run_action(place, work, {"base": "v0.2.0"}, tag="v0.4.0"), 1, "fail", "v0.2.0..v0.4.0")
    ran = run_action(place, work, {"policy": "absent.yml"}, tag="v0.4.0")
    expect(ran, 2, "unjudged", "cannot read policy 'absent.yml'")
    expect(run_action(place, work, {"target": "v0.1.0"}), 3, "unjudged")
    expect(run_action(place, work, {"target": "v0.1.0", "initial": "true"}), 0, "pass")
    expect(run_action(place, place.dir, {"directory": os.path.basename(work)}, tag="v0.4.0"), 0, "pass")
    expect(run_action(place, place.dir, {"directory": "absent"}, tag="v0.4.0"), 3, "unjudged")


def formats_are_files_and_sarif_is_uploaded(place):
    work, _ = place.checkout("refs/tags/v0.3.0")
    ran = run_action(place, work, {"formats": " sarif junit\ngitlab checklist json text ",
                                   "upload-sarif": "true"}, tag="v0.3.0")
    expect(ran, 1, "fail")
    files = os.listdir(ran.outputs["reports"])
    assert sorted(files) == ["annotations", "bumpgate-checklist.md", "bumpgate-gitlab.json",
                             "bumpgate-junit.xml", "bumpgate.json", "bumpgate.md",
                             "bumpgate.sarif", "bumpgate.txt"], files
    assert len(ran.uploads) == 1 and os.path.samefile(ran.uploads[0]["checkout_path"], work)
    assert os.path.getsize(ran.uploads[0]["sarif_file"]) > 1000
    assert not run_action(place, work, tag="v0.3.0").uploads


def a_tool_that_fails_is_no_pass(place):
    work, _ = place.checkout("refs/tags/v0.4.0")
    fake = place.dir + "/fake"
    os.mkdir(fake)
    for text in ("exit 0", "exit 7", "kill -9 $$"):
        place.sh('printf "#!/bin/sh\\n%s\\n" "$1" >fake/tool; chmod +x fake/tool', text)
        expect(run_action(place, work, {"bumpgate": fake + "/tool"}, tag="v0.4.0"), 3, "unjudged",
               "no report was written")
    place.sh('printf "#!/bin/sh\\nexit 1\\n" >fake/make; chmod +x fake/make')
    expect(run_action(place, work, {"bumpgate": ""}, tag="v0.4.0",
                      env={"PATH": fake + ":" + os.environ["PATH"]}), 3, "unjudged",
           "could not be built")


def long_summaries_are_cut(place):
    work, _ = place.checkout("refs/tags/v0.4.0")
    place.sh('printf \'#!/bin/sh\\nfor a; do case $a in markdown=*) yes line | head -c 3000000 '
             '>"${a#*=}";; *=*) echo "  \\"verdict\\": \\"pass\\"," >"${a#*=}";; esac; done\' >long; chmod +x long')
    ran = run_action(place, work, {"bumpgate": place.dir + "/long"}, tag="v0.4.0")
    assert 900000 < len(ran.summary) < 1000000 and "and more in bumpgate.md" in ran.summary


# ---- the files beside it -------------------------------------------------------------------------

def steps_of(node):
    """Every mapping below node that has a key 'run' or 'uses'."""
    if isinstance(node, dict):
        if {"run", "uses"} & node.keys():
            yield node
        for value in node.values():
            yield from steps_of(value)
    elif isinstance(node, list):
        for value in node:
            yield from steps_of(value)


def scripts_hold_no_text_of_an_event(_):
    workflows = sorted(os.listdir(ROOT + "/.github/workflows"))
    for path in [".github/actions/bumpgate/action.yml"] + [".github/workflows/" + w for w in workflows]:
        for step in steps_of(load(path)):
            found = re.findall(r"\$\{\{ *([\w.-]+)", step.get("run", ""))
            assert all(name.startswith("matrix.") for name in found), (path, step)
            assert step.get("uses", "./").startswith("./") or "@" in step["uses"], (path, step)


def workflow_passes_inputs_that_exist(_):
    action = load(".github/actions/bumpgate/action.yml")
    gate = load(".github/workflows/gate.yml")
    job, inputs = gate["jobs"]["gate"], gate[True]["workflow_call"]["inputs"]
    judged, tool, step, _ = job["steps"]
    assert judged["with"]["fetch-depth"] == 0 and judged["with"]["persist-credentials"] is False
    assert step["uses"] == "./%s/.github/actions/bumpgate" % tool["with"]["path"]
    assert step["with"].keys() <= action["inputs"].keys(), step["with"]
    assert step["with"]["directory"] == judged["with"]["path"]
    text = str(job)
    assert set(re.findall(r"inputs\.([\w-]+)", text)) == inputs.keys()
    for name in re.findall(r"steps\.bumpgate\.outputs\.([\w-]+)", text):
        assert name in action["outputs"], name
    names = {"inputs." + k: v["default"] for k, v in inputs.items()}
    for matrix, tag, want in (("", "", ""), ("a/b", "", "HEAD"), ("a/b", "v1.0.0", "v1.0.0")):
        got = dict(names, **{"matrix.repository": matrix, "inputs.target": tag})
        assert expand(step["with"]["target"], got) == want, (matrix, tag)


def run_in(place, work, script, **env):
    return subprocess.run(["sh", "-ec", script], cwd=work, text=True, env=dict(place.env, **env),
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def gitlab_template_judges(place):
    job = load(".github/gitlab/bumpgate.gitlab-ci.yml")["bumpgate"]
    assert job["variables"]["GIT_DEPTH"] == "0" and job["artifacts"]["when"] == "always"
    script = "\n".join(job["before_script"] + job["script"])
    for tag, status in (("v0.3.0", 1), ("v0.4.0", 0), ("", 0)):
        work, _ = place.checkout("refs/tags/" + tag if tag else "refs/heads/main")
        ran = run_in(place, work, script, **({"CI_COMMIT_TAG": tag} if tag else {}))
        assert ran.returncode == status, ran.stdout
        kept = list(job["artifacts"]["reports"].values()) + job["artifacts"]["paths"]
        for name in kept:
            assert os.path.getsize(os.path.join(work, name)) > 0, name
    system = "/usr/bin:/bin"
    if not shutil.which("bumpgate", path=system):
        ran = run_in(place, work, job["before_script"][0], PATH=system, BUMPGATE_SOURCE="")
        assert ran.returncode == 3 and "set BUMPGATE_SOURCE" in ran.stdout, ran.stdout
    work, _ = place.checkout("refs/tags/v0.3.0", depth=1)
    ran = run_in(place, work, script, CI_COMMIT_TAG="v0.3.0")
    assert ran.returncode == 3 and "git fetch --force --tags --unshallow" in ran.stdout, ran.stdout
    run_in(place, work, script, CI_COMMIT_TAG="$(touch pwned)")
    assert "pwned" not in os.listdir(work)


def hooks_judge(place):
    hooks = {h["id"]: h for h in load(".pre-commit-hooks.yaml")}
    for name, tag, edit, status in (
            ("bumpgate", "v0.3.0", "true", 1), ("bumpgate", "v0.4.0", "true", 0),
            ("bumpgate-changelog", "v0.4.0", "true", 0),
            ("bumpgate-changelog", "v0.4.0", "sed -i /MAIL_API_TOKEN/d .env.example", 1)):
        assert hooks[name]["pass_filenames"] is False and hooks[name]["always_run"]
        work, _ = place.checkout("refs/tags/" + tag)
        ran = run_in(place, work, edit + "\n" + shlex.join(shlex.split(hooks[name]["entry"])))
        assert ran.returncode == status, (name, tag, ran.stdout)


# ---- the README ----------------------------------------------------------------------------------

def snippets(language):
    with open(ROOT + "/README.md", encoding="utf-8") as file:
        return re.findall(r"^```%s\n(.*?)^```$" % language, file.read(), re.M | re.S)


def offered(name):
    """What "OWNER/bumpgate/PATH@REF" stands for: its inputs and secrets."""
    path = re.fullmatch(r"OWNER/bumpgate/(.*)@REF", name).group(1)
    if path.endswith(".yml"):
        call = load(path)[True]["workflow_call"]
        return call["inputs"], call.get("secrets", {})
    return load(path + "/action.yml")["inputs"], {}


def readme_workflows_use_what_is_offered(place):
    found = 0
    for text in snippets("yaml"):
        for step in steps_of(yaml.safe_load(text)):
            if not step["uses"].startswith("OWNER/"):
                assert step["with"] == {"fetch-depth": 0}, step
                continue
            inputs, secrets = offered(step["uses"])
            found += 1
            assert step["with"].keys() <= inputs.keys(), step
            assert step.get("secrets", {}).keys() <= secrets.keys(), step
            if "@" in step["uses"] and ".yml" not in step["uses"]:
                given = {k: str(v).lower() for k, v in step["with"].items()}
                ran = expect(push(place, "v0.4.0", inputs=given), 0, "pass")
                assert len(ran.uploads) == 1
    assert found == 2, found


def readme_templates_and_hooks_are_there(_):
    for text in snippets("yaml"):
        document = yaml.safe_load(text)
        for include in document.get("include", []):
            template = load(include["file"])["bumpgate"]
            assert document["bumpgate"]["variables"].keys() <= template["variables"].keys()
        ids = {h["id"] for h in load(".pre-commit-hooks.yaml")}
        for repo in document.get("repos", []):
            assert {h["id"] for h in repo["hooks"]} == ids, repo


def readme_policy_is_one(place):
    policies = [t for t in snippets("yaml") if t.startswith("version:")]
    assert len(policies) == 1
    work, _ = place.checkout("refs/tags/v0.4.0")
    with open(work + "/p.yml", "w", encoding="utf-8") as file:
        file.write(policies[0])
    ran = run_in(place, work, "bumpgate check --policy p.yml")
    assert ran.returncode == 0, ran.stdout


def readme_jenkins_steps_run(place):
    lines = re.findall(r"^ *sh '(.*)'$", snippets("groovy")[0], re.M)
    assert len(lines) == 2
    for tag, status in (("v0.3.0", 1), ("v0.4.0", 0)):
        work, _ = place.checkout("refs/tags/" + tag)
        place.sh('cd "$1"; git tag -d v0.1.0 >/dev/null', work)
        ran = run_in(place, work, "\n".join(lines), TAG_NAME=tag)
        assert ran.returncode == status, ran.stdout
        assert "v0.1.0" in place.sh('git -C "$1" tag', work)
        assert os.path.getsize(work + "/bumpgate-junit.xml") > 0
        run_in(place, work, "\n".join(lines), TAG_NAME="$(touch pwned)")
        assert "pwned" not in os.listdir(work)


def scripts_are_clean(_):
    if not shutil.which("shellcheck"):
        print("skip: no shellcheck")
        return
    subprocess.run(["shellcheck", ACTION + "/run.sh"], check=True)
    for step in load(".github/gitlab/bumpgate.gitlab-ci.yml")["bumpgate"]["before_script"]:
        subprocess.run(["shellcheck", "-s", "sh", "-"], input=step, text=True, check=True)


TESTS = [
    one_commit_is_not_judged_and_says_what_to_fetch,
    all_tags_pass_or_fail,
    foreign_owner_is_trusted_in_the_action_alone,
    hostile_names_stay_names,
    commit_of_the_event_is_that_of_the_tag,
    pull_requests_are_dry_runs,
    inputs_reach_the_tool,
    formats_are_files_and_sarif_is_uploaded,
    a_tool_that_fails_is_no_pass,
    long_summaries_are_cut,
    scripts_hold_no_text_of_an_event,
    workflow_passes_inputs_that_exist,
    gitlab_template_judges,
    hooks_judge,
    readme_workflows_use_what_is_offered,
    readme_templates_and_hooks_are_there,
    readme_policy_is_one,
    readme_jenkins_steps_run,
    scripts_are_clean,
]


def main():
    only = os.environ.get("ONLY", "")
    place, bad, n = Place(), 0, 0
    try:
        for test in TESTS:
            if only not in test.__name__:
                continue
            n += 1
            try:
                test(place)
            except (AssertionError, subprocess.CalledProcessError) as error:
                print("FAILED: %s: %s" % (test.__name__, error))
                bad += 1
    finally:
        place.close()
    print("services: %d passed, %d failed" % (n - bad, bad))
    return 1 if bad or not n else 0


sys.exit(main())
