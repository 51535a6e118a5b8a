/* SPDX-License-Identifier: MIT */
/* What views answer: idioms of public health views, written again, one by one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "support/probe.h"

#define DJANGO "from django.http import JsonResponse, HttpResponse\nimport json\n"

static struct probe *
start(void **state)
{
	struct probe *p = *state;

	probe_surface(p, "health", "json-response");
	probe_option(p, BG_OPT_FILES, "config/health.py");
	return p;
}

/* "id:types?" for paths ('?': sometimes), the id of others, parted by spaces. */
static const char *
answers(struct probe *p, const struct bg_harvest *h)
{
	struct bg_buf buf = {.arena = p->keep};

	for (size_t i = 0; i < h->items.n; i++) {
		const struct bg_item *item = &h->items.v[i];
		const char *types = bg_item_attr(item, "types");
		const char *presence = bg_item_attr(item, "presence");

		bg_buf_printf(&buf, "%s%s%s%s%s", i ? "; " : "", item->id, types ? ":" : "",
		              types ? types : "",
		              presence && strcmp(presence, "sometimes") == 0 ? "?" : "");
	}
	return bg_buf_str(&buf);
}

static void
expect(void **state, const char *text, const char *wanted)
{
	struct probe *p = start(state);

	probe_now(p, "config/health.py", text);
	probe_run(p);
	assert_string_equal(answers(p, &p->now[0]), wanted);
	assert_int_equal(p->now[0].unread.n, 0);
}

/* The same, of which something was not read at these lines. */
static void
expect_unread(void **state, const char *text, const char *wanted, const char *lines)
{
	struct probe *p = start(state);

	probe_now(p, "config/health.py", text);
	probe_run(p);
	assert_string_equal(answers(p, &p->now[0]), wanted);
	assert_string_equal(probe_notes(p, p->now[0].unread.v, p->now[0].unread.n), lines);
}

static void
literal_at_the_return_is_read(void **state)
{
	expect(state,
	       DJANGO
	       "def health(request):\n"
	       "    return JsonResponse({\"status\": \"ok\", \"n\": 1, \"f\": 1.5, \"x\": None, \"l\": [1, \"a\"]}, status=503)\n",
	       "status=ok; f:float; l:list; l[]:int|string; n:int; status:string; x:null; HTTP 503");
}

static void
payload_variable_is_followed(void **state)
{
	expect(state,
	       DJANGO "def health(request):\n"
	              "    data = {\"db\": True}\n"
	              "    data[\"cache\"] = bool(request.x)\n"
	              "    if request.y:\n"
	              "        data[\"late\"] = 3\n"
	              "    return JsonResponse(data)\n",
	       "cache:bool; db:bool; late:int?; HTTP 200");
}

static void
loop_over_names_is_unrolled(void **state)
{
	expect(state,
	       DJANGO "def health(request):\n"
	              "    checks = {}\n"
	              "    for name in (\"db\", \"cache\"):\n"
	              "        checks[name] = {\"ok\": True}\n"
	              "    for other in request.names:\n"
	              "        checks[other] = {\"ok\": None}\n"
	              "    return JsonResponse({\"checks\": checks})\n",
	       "checks:object; checks.*:object?; checks.*.ok:null; checks.cache:object; checks.cache.ok:bool; checks.db:object; checks.db.ok:bool; HTTP 200");
}

static void
update_and_setdefault_merge(void **state)
{
	expect(state,
	       DJANGO "EXTRA = {\"a\": 1}\n"
	              "def health(request):\n"
	              "    d = dict(b=True)\n"
	              "    d.update(EXTRA)\n"
	              "    d.setdefault(\"c\", \"word\")\n"
	              "    return JsonResponse({**d, \"e\": d | {\"z\": 0}})\n",
	       "c=word; e.c=word; a:int; b:bool; c:string; e:object; e.a:int; e.b:bool; e.c:string; e.z:int; HTTP 200");
}

static void
tuple_of_helper_is_taken_apart(void **state)
{
	expect(state,
	       DJANGO
	       "def check():\n"
	       "    try:\n"
	       "        return True, \"up\"\n"
	       "    except Exception as e:\n"
	       "        return False, str(e)\n"
	       "def health(request):\n"
	       "    ok, text = check()\n"
	       "    return JsonResponse({\"ok\": ok, \"state\": text}, status=200 if ok else 503)\n",
	       "state=up; ok:bool; state:string; HTTP 200; HTTP 503");
}

static void
wrapper_of_the_response_is_followed(void **state)
{
	expect(state,
	       DJANGO
	       "def _respond(status, http_status=200, **more):\n"
	       "    return JsonResponse({\"status\": status, **more}, status=http_status)\n"
	       "def health(request):\n"
	       "    if request.bad:\n"
	       "        return _respond(\"bad\", 503, reason=\"down\")\n"
	       "    return _respond(\"good\")\n",
	       "status=bad; status=good; reason:string?; status:string; HTTP 200; HTTP 503");
}

static void
early_returns_make_keys_optional(void **state)
{
	expect(state,
	       DJANGO
	       "def health(request):\n"
	       "    if request.a:\n"
	       "        return JsonResponse({\"status\": \"a\", \"why\": \"b\"}, status=500)\n"
	       "    return JsonResponse({\"status\": \"c\"})\n",
	       "status=a; status=c; why=b; status:string; why:string?; HTTP 200; HTTP 500");
}

static void
label_by_branches(void **state)
{
	expect(state,
	       DJANGO "def health(request):\n"
	              "    if request.a:\n"
	              "        state = \"up\"\n"
	              "    elif request.b:\n"
	              "        state = \"slow\"\n"
	              "    else:\n"
	              "        state = \"down\"\n"
	              "    return JsonResponse({\"state\": state})\n",
	       "state=down; state=slow; state=up; state:string; HTTP 200");
}

static void
rest_framework_class_is_a_view(void **state)
{
	expect(state,
	       "from rest_framework.views import APIView\n"
	       "from rest_framework.response import Response\n"
	       "from rest_framework import status\n"
	       "class Health(APIView):\n"
	       "    \"\"\"doc\"\"\"\n"
	       "    def check(self):\n"
	       "        return {\"ok\": True, \"ms\": round(1.5)}\n"
	       "    def get(self, request, format=None):\n"
	       "        db = self.check()\n"
	       "        code = status.HTTP_200_OK if db[\"ok\"] else status.HTTP_500_INTERNAL_SERVER_ERROR\n"
	       "        if request.x:\n"
	       "            code = status.HTTP_503_SERVICE_UNAVAILABLE\n"
	       "        return Response({\"db\": db}, status=code)\n",
	       "db:object; db.ms:int; db.ok:bool; HTTP 200; HTTP 503");
}

static void
fastapi_returns_a_dict(void **state)
{
	expect(state,
	       "from fastapi import APIRouter\n"
	       "from fastapi.responses import JSONResponse\n"
	       "router = APIRouter(prefix=\"/api\")\n"
	       "@router.get(\"/health\")\n"
	       "async def health():\n"
	       "    if await ping():\n"
	       "        return JSONResponse({\"status\": \"down\"}, status_code=503)\n"
	       "    return {\"status\": \"up\", \"checks\": {\"n\": len([])}}\n",
	       "status=down; status=up; checks:object?; checks.n:int; status:string; HTTP 200; HTTP 503; GET /api/health");
}

static void
exception_with_detail_is_an_answer(void **state)
{
	expect(state,
	       "from fastapi import FastAPI, HTTPException\n"
	       "app = FastAPI()\n"
	       "@app.get(\"/ready\")\n"
	       "def ready():\n"
	       "    if broken():\n"
	       "        raise HTTPException(status_code=503, detail={\"db\": \"down\"})\n"
	       "    return {\"db\": \"up\"}\n",
	       "db=up; detail.db=down; db:string?; detail:object?; detail.db:string; HTTP 200; HTTP 503; GET /ready");
}

static void
response_model_tells_the_keys(void **state)
{
	expect(state,
	       "from typing import Literal, Optional\n"
	       "from fastapi import FastAPI\n"
	       "from pydantic import BaseModel, Field\n"
	       "app = FastAPI()\n"
	       "class Part(BaseModel):\n"
	       "    ok: bool\n"
	       "    ms: Optional[float] = None\n"
	       "class Health(BaseModel):\n"
	       "    status: Literal[\"up\", \"down\"]\n"
	       "    parts: dict[str, Part] = Field(default_factory=dict)\n"
	       "    seen: list[str] = []\n"
	       "@app.get(\"/health\", response_model=Health)\n"
	       "def health():\n"
	       "    return service.probe()\n",
	       "status=down; status=up; parts:object; parts.*:object?; parts.*.ms:float|null; parts.*.ok:bool; seen:list; seen[]:string; status:string; HTTP 200; GET /health");
}

static void
model_instance_is_its_class(void **state)
{
	expect(state,
	       "from fastapi import FastAPI\n"
	       "from pydantic import BaseModel\n"
	       "app = FastAPI()\n"
	       "class Health(BaseModel):\n"
	       "    status: str\n"
	       "    n: int | None = None\n"
	       "@app.get(\"/health\")\n"
	       "def health() -> Health:\n"
	       "    return Health(status=\"fine\")\n",
	       "status=fine; n:null; status:string; HTTP 200; GET /health");
}

static void
stated_mappings_have_keys_of_any_name(void **state)
{
	expect(state,
	       DJANGO "from typing import Dict, Mapping\n"
	              "def one() -> Dict[str, int]:\n"
	              "    return ext.one()\n"
	              "def two() -> Mapping[str, bool]:\n"
	              "    return ext.two()\n"
	              "def health(request):\n"
	              "    return JsonResponse({\"one\": one(), \"two\": two()})\n",
	       "one:object; one.*:int?; two:object; two.*:bool?; HTTP 200");
}

static void
keys_are_required_one_by_one(void **state)
{
	expect(state,
	       DJANGO "import typing\n"
	              "class Base(typing.TypedDict, total=False):\n"
	              "    may: int\n"
	              "    must: typing.Required[int]\n"
	              "class Db(Base):\n"
	              "    always: int\n"
	              "    seldom: typing.NotRequired[int]\n"
	              "def probe() -> Db:\n"
	              "    return ext.probe()\n"
	              "def health(request):\n"
	              "    return JsonResponse(probe())\n",
	       "always:int; may:int?; must:int; seldom:int?; HTTP 200");
}

static void
fields_of_a_base_come_first(void **state)
{
	expect(state,
	       DJANGO "from dataclasses import dataclass, asdict\n"
	              "@dataclass\n"
	              "class Base:\n"
	              "    word: str\n"
	              "    number: int\n"
	              "@dataclass\n"
	              "class Made(Base):\n"
	              "    status: str\n"
	              "def health(request):\n"
	              "    return JsonResponse(asdict(Made(\"w\", 1, \"good\")))\n",
	       "status=good; word=w; number:int; status:string; word:string; HTTP 200");
}

static void
typed_dict_and_dataclass_state_keys(void **state)
{
	expect(state,
	       DJANGO
	       "from typing import TypedDict, NotRequired\n"
	       "from dataclasses import dataclass, asdict\n"
	       "class Db(TypedDict, total=False):\n"
	       "    ok: bool\n"
	       "class Other(TypedDict):\n"
	       "    n: int\n"
	       "    m: NotRequired[str]\n"
	       "@dataclass\n"
	       "class Made:\n"
	       "    word: str = \"w\"\n"
	       "def probe() -> Other:\n"
	       "    return ext.probe()\n"
	       "def health(request):\n"
	       "    d: Db = ext.db()\n"
	       "    return JsonResponse({\"d\": d, \"o\": probe(), \"made\": asdict(Made())})\n",
	       "made.word=w; d:object; d.ok:bool?; made:object; made.word:string; o:object; o.m:string?; o.n:int; HTTP 200");
}

static void
text_answers_have_a_code_only(void **state)
{
	expect(state,
	       DJANGO
	       "def health(request):\n"
	       "    return HttpResponse(\"OK\", content_type=\"text/plain\", status=204)\n",
	       "HTTP 204");
}

static void
dumped_text_is_a_body(void **state)
{
	expect(state,
	       DJANGO
	       "def health(request):\n"
	       "    r = HttpResponse(json.dumps({\"a\": 1}), content_type=\"application/json\")\n"
	       "    r.status_code = 503\n"
	       "    r[\"X-Other\"] = \"x\"\n"
	       "    return r\n",
	       "a:int; HTTP 503");
}

static void
several_views_have_their_urls_in_front(void **state)
{
	expect(state,
	       "from flask import Flask, jsonify\n"
	       "app = Flask(__name__)\n"
	       "@app.route(\"/health\")\n"
	       "def health():\n"
	       "    return jsonify(status=\"ok\"), 200\n"
	       "@app.route(\"/health/deps\")\n"
	       "def deps():\n"
	       "    return {\"n\": 1}, 503\n",
	       "status=ok; /health/deps n:int; status:string; /health/deps HTTP 503; HTTP 200; GET /health; GET /health/deps");
}

static void
refusal_has_a_body_of_its_own(void **state)
{
	expect(state,
	       DJANGO "def health(request):\n"
	              "    if request.headers.get(\"X\") != \"y\":\n"
	              "        return JsonResponse({\"detail\": \"no\"}, status=401)\n"
	              "    return JsonResponse({\"status\": \"ok\"})\n",
	       "status=ok; detail:string?; status:string; HTTP 200; HTTP 401");
}

static void
get_and_or_tell_types(void **state)
{
	expect(state,
	       DJANGO
	       "def health(request):\n"
	       "    d = {\"a\": 1}\n"
	       "    if request.x:\n"
	       "        d[\"b\"] = \"t\"\n"
	       "    return JsonResponse({\"a\": d.get(\"a\"), \"b\": d.get(\"b\"), \"c\": d.get(\"c\"), \"m\": d.get(\"z\") or {}})\n",
	       "b=t; a:int; b:null|string; c:null; m:object; HTTP 200");
}

static void
module_that_is_no_endpoint_has_no_items(void **state)
{
	expect(state,
	       "def check_database():\n"
	       "    return {\"ok\": True}\n"
	       "HELP = {\"status\": \"x\"}\n",
	       "");
}

static void
comprehensions_make_maps_and_lists(void **state)
{
	expect(state,
	       DJANGO
	       "def health(request):\n"
	       "    rows = request.rows()\n"
	       "    return JsonResponse({\"m\": {r.id: {\"n\": len(r)} for r in rows}, \"l\": [{\"k\": str(r)} for r in rows], \"u\": {k: True for k in (\"a\", \"b\")}})\n",
	       "l:list; l[]:object; l[].k:string; m:object; m.*:object?; m.*.n:int; u:object; u.a:bool; u.b:bool; HTTP 200");
}

static void
async_loop_with_break(void **state)
{
	expect(state,
	       DJANGO "async def health(request):\n"
	              "    out = {\"tries\": 0, \"ok\": False}\n"
	              "    while True:\n"
	              "        try:\n"
	              "            await ping()\n"
	              "            out[\"ok\"] = True\n"
	              "            break\n"
	              "        except OSError as error:\n"
	              "            out[\"error\"] = str(error)\n"
	              "            if out[\"tries\"]:\n"
	              "                break\n"
	              "    return JsonResponse(out)\n",
	       "error:string?; ok:bool; tries:int; HTTP 200");
}

static void
match_is_a_branch(void **state)
{
	expect(state,
	       DJANGO "def health(request):\n"
	              "    match request.kind:\n"
	              "        case 1:\n"
	              "            s = \"one\"\n"
	              "        case _:\n"
	              "            s = \"other\"\n"
	              "    return JsonResponse({\"s\": s})\n",
	       "s=one; s=other; s:string; HTTP 200");
}

static void
function_that_calls_itself_ends(void **state)
{
	expect(state,
	       DJANGO "def f(n):\n"
	              "    return {\"n\": f(n)} if n else {}\n"
	              "def health(request):\n"
	              "    return JsonResponse({\"f\": f(3)})\n",
	       "f:object; f.n:object; f.n.n:any; HTTP 200");
}

static void
deleted_key_is_gone(void **state)
{
	expect(state,
	       DJANGO "def health(request):\n"
	              "    d = {\"a\": 1, \"b\": 2, \"c\": 3}\n"
	              "    del d[\"a\"]\n"
	              "    if request.GET:\n"
	              "        del d[\"b\"]\n"
	              "    return JsonResponse(d)\n",
	       "b:int?; c:int; HTTP 200");
}

static void
change_of_one_of_two_dicts_is_perhaps_one_of_each(void **state)
{
	expect(state,
	       DJANGO "def health(request):\n"
	              "    one, two = {\"a\": 1}, {\"b\": 2}\n"
	              "    either = one if request.GET else two\n"
	              "    either[\"x\"] = None\n"
	              "    either.pop(\"a\", None)\n"
	              "    return JsonResponse({\"one\": one, \"two\": two})\n",
	       "one:object; one.a:int?; one.x:null?; two:object; two.b:int; two.x:null?; HTTP 200");
}

static void
change_of_what_a_helper_gave_is_certain(void **state)
{
	expect(state,
	       DJANGO "def check(request):\n"
	              "    if request.GET:\n"
	              "        return {\"a\": 1}\n"
	              "    return {\"b\": 2}\n"
	              "def health(request):\n"
	              "    meta = check(request)\n"
	              "    body = {\"meta\": meta}\n"
	              "    meta[\"x\"] = True\n"
	              "    return JsonResponse(body)\n",
	       "meta:object; meta.a:int?; meta.b:int?; meta.x:bool; HTTP 200");
}

static void
opaque_body_is_unread(void **state)
{
	expect_unread(state,
	              DJANGO "def health(request):\n"
	                     "    data, code = checker.check_all()\n"
	                     "    return JsonResponse(data, status=503)\n",
	              "HTTP 503", "config/health.py:3\n");
}

static void
part_merged_with_unknown_is_unread(void **state)
{
	expect_unread(state,
	              DJANGO "def health(request):\n"
	                     "    return JsonResponse({\"a\": {**ext.read(), \"b\": 1}})\n",
	              "a:object; a.b:int; HTTP 200", "config/health.py:3\n");
}

static void
computed_code_is_unread(void **state)
{
	expect_unread(state,
	              DJANGO "def health(request):\n"
	                     "    return JsonResponse({\"a\": 1}, status=ext.code())\n",
	              "a:int", "config/health.py:4\n");
}

static void
opaque_value_is_any(void **state)
{
	expect(state,
	       DJANGO "def health(request):\n"
	              "    return JsonResponse({\"a\": ext.read()})\n",
	       "a:any; HTTP 200");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(deleted_key_is_gone, probe_set_up,
	                                        probe_tear_down),
		cmocka_unit_test_setup_teardown(
			change_of_one_of_two_dicts_is_perhaps_one_of_each, probe_set_up,
			probe_tear_down),
		cmocka_unit_test_setup_teardown(change_of_what_a_helper_gave_is_certain,
	                                        probe_set_up, probe_tear_down),
		cmocka_unit_test_setup_teardown(literal_at_the_return_is_read, probe_set_up,
	                                        probe_tear_down),
		cmocka_unit_test_setup_teardown(payload_variable_is_followed, probe_set_up,
	                                        probe_tear_down),
		cmocka_unit_test_setup_teardown(loop_over_names_is_unrolled, probe_set_up,
	                                        probe_tear_down),
		cmocka_unit_test_setup_teardown(update_and_setdefault_merge, probe_set_up,
	                                        probe_tear_down),
		cmocka_unit_test_setup_teardown(tuple_of_helper_is_taken_apart, probe_set_up,
	                                        probe_tear_down),
		cmocka_unit_test_setup_teardown(wrapper_of_the_response_is_followed,
	                                        probe_set_up, probe_tear_down),
		cmocka_unit_test_setup_teardown(early_returns_make_keys_optional, probe_set_up,
	                                        probe_tear_down),
		cmocka_unit_test_setup_teardown(label_by_branches, probe_set_up,
	                                        probe_tear_down),
		cmocka_unit_test_setup_teardown(rest_framework_class_is_a_view, probe_set_up,
	                                        probe_tear_down),
		cmocka_unit_test_setup_teardown(fastapi_returns_a_dict, probe_set_up,
	                                        probe_tear_down),
		cmocka_unit_test_setup_teardown(exception_with_detail_is_an_answer,
	                                        probe_set_up, probe_tear_down),
		cmocka_unit_test_setup_teardown(response_model_tells_the_keys, probe_set_up,
	                                        probe_tear_down),
		cmocka_unit_test_setup_teardown(model_instance_is_its_class, probe_set_up,
	                                        probe_tear_down),
		cmocka_unit_test_setup_teardown(stated_mappings_have_keys_of_any_name,
	                                        probe_set_up, probe_tear_down),
		cmocka_unit_test_setup_teardown(keys_are_required_one_by_one, probe_set_up,
	                                        probe_tear_down),
		cmocka_unit_test_setup_teardown(fields_of_a_base_come_first, probe_set_up,
	                                        probe_tear_down),
		cmocka_unit_test_setup_teardown(typed_dict_and_dataclass_state_keys,
	                                        probe_set_up, probe_tear_down),
		cmocka_unit_test_setup_teardown(text_answers_have_a_code_only, probe_set_up,
	                                        probe_tear_down),
		cmocka_unit_test_setup_teardown(dumped_text_is_a_body, probe_set_up,
	                                        probe_tear_down),
		cmocka_unit_test_setup_teardown(several_views_have_their_urls_in_front,
	                                        probe_set_up, probe_tear_down),
		cmocka_unit_test_setup_teardown(refusal_has_a_body_of_its_own, probe_set_up,
	                                        probe_tear_down),
		cmocka_unit_test_setup_teardown(get_and_or_tell_types, probe_set_up,
	                                        probe_tear_down),
		cmocka_unit_test_setup_teardown(module_that_is_no_endpoint_has_no_items,
	                                        probe_set_up, probe_tear_down),
		cmocka_unit_test_setup_teardown(comprehensions_make_maps_and_lists,
	                                        probe_set_up, probe_tear_down),
		cmocka_unit_test_setup_teardown(async_loop_with_break, probe_set_up,
	                                        probe_tear_down),
		cmocka_unit_test_setup_teardown(match_is_a_branch, probe_set_up,
	                                        probe_tear_down),
		cmocka_unit_test_setup_teardown(function_that_calls_itself_ends, probe_set_up,
	                                        probe_tear_down),
		cmocka_unit_test_setup_teardown(opaque_body_is_unread, probe_set_up,
	                                        probe_tear_down),
		cmocka_unit_test_setup_teardown(part_merged_with_unknown_is_unread,
	                                        probe_set_up, probe_tear_down),
		cmocka_unit_test_setup_teardown(computed_code_is_unread, probe_set_up,
	                                        probe_tear_down),
		cmocka_unit_test_setup_teardown(opaque_value_is_any, probe_set_up,
	                                        probe_tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
