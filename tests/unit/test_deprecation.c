/* SPDX-License-Identifier: MIT */
/* What announces a deprecation, and what takes it back. */
#include "ledger/concordance.h"
#include "ledger/naming.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <time.h>

#include "base/buf.h"
#include "support/ledger.h"

enum answer { NO, YES, BACK }; /* nothing, announces, takes back */

struct row {
	const char *heading, *text, *id;
	enum answer answer;
};

/* Where the words stand: headings and the trap of each. */
static const struct row headings[] = {
	{"Deprecated", "- `FOO`", "FOO", YES},
	{"Deprecations", "- `FOO`", "FOO", YES},
	{"Deprecations and Removals", "- `FOO`: use `BAR`", "FOO", YES},
	{"deprecated features", "- `FOO`", "FOO", YES},
	{"⚠ Deprecated", "- `FOO`", "FOO", YES},
	{"Deprecated", "- `FOO_BAR`", "FOO", NO},
	{"Changed", "- `FOO`", "FOO", NO},
	{"Changed", "- `FOO` is deprecated.", "FOO", YES},
	{"", "- `FOO` is deprecated.", "FOO", YES},
	{"Security", "- `FOO` is deprecated.", "FOO", YES},
	{"Breaking changes", "- `FOO` is now deprecated.", "FOO", YES},
	{"Added", "- `FOO` is deprecated.", "FOO", NO},
	{"Removed", "- `FOO` is deprecated.", "FOO", NO},
	{"Removed", "- Removed deprecated `FOO`.", "FOO", NO},
	{"Fixed", "- `FOO` is deprecated.", "FOO", NO},
	{"Bug Fixes", "- DeprecationWarning for `FOO`", "FOO", NO},
	{"New features", "- `FOO` will be removed.", "FOO", NO},
	{"Removals and deprecations", "- `FOO`", "FOO", NO},
	{"Removals and deprecations", "- `FOO` is deprecated", "FOO", YES},
	{"Added", "- Deprecated: `FOO`", "FOO", YES},
	{"", "- Deprecated: use of `FOO`", "FOO", YES},
	{"", "- **Deprecated:** `FOO`, use `BAR`.", "FOO", YES},
	{"", "- Removed: deprecated `FOO`", "FOO", NO},
	{"Deprecated", "- Removed: `FOO`", "FOO", NO},
	{"Deprecated", "- Removed `FOO`", "FOO", NO},
	{"Deprecated", "- `FOO` has been removed.", "FOO", NO},
	{"Deprecated", "The `FOO` variable.", "FOO", YES},
	{"Deprecated", "- Old names:\n  - `FOO`", "FOO", YES},
	{"", "- Deprecated:\n  - `FOO`\n", "FOO", YES},
	{"", "- The following variables are deprecated:\n  - `FOO`, use `BAR`", "FOO", YES},
	{"", "- The following deprecated variables were removed:\n  - `FOO`", "FOO", NO},
	{"", "- Use the following instead of the deprecated names:\n  - `FOO`", "FOO", NO},
	{"", "The following are deprecated:\n\n- `FOO`", "FOO", YES},
	{"", "**Deprecated**\n\n- `FOO`", "FOO", YES},
	{"", "**Deprecated**\n\n- `BAR`\n\n**Added**\n\n- `FOO`", "FOO", NO},
	{"", "Deprecations:\n\n- `FOO`", "FOO", YES},
	{"Deprecated", "| Name | Use instead |\n|---|---|\n| `FOO` | `BAR` |", "FOO", YES},
	{"Deprecated", "| Name | Use instead |\n|---|---|\n| `FOO` | `BAR` |", "BAR", NO},
	{"Deprecated", "| New name | Old name |\n|---|---|\n| `BAR` | `FOO` |", "BAR", NO},
	{"Deprecated", "| New name | Old name |\n|---|---|\n| `BAR` | `FOO` |", "FOO", YES},
	{"Deprecated", "| Use | For |\n|---|---|\n| `BAR` | `FOO` |", "FOO", NO},
	{"", "- Kept for now. ~~`FOO` is deprecated.~~", "FOO", NO},
	{"Deprecated", "- `BAR` (renamed from `FOO`)", "FOO", YES},
	{"Deprecated", "- `BAR` (renamed from `FOO`)", "BAR", NO},
	{"Deprecated", "- `BAR` (formerly `FOO`)", "FOO", YES},
	{"Deprecated", "- `BAR` (formerly `FOO`)", "BAR", NO},
	{"Deprecated", "- Use `BAR` instead of `FOO`.", "FOO", YES},
	{"Deprecated", "- Use `BAR` instead of `FOO`.", "BAR", NO},
	{"Deprecated", "- Use `BAR` rather than `FOO`.", "FOO", YES},
	{"", "- `BAR` was renamed from `FOO`, which is deprecated.", "FOO", YES},
	{"", "- `BAR` was renamed from `FOO`, which is deprecated.", "BAR", NO},
	{"", "- `FOO` isn\xe2\x80\x99t deprecated.", "FOO", BACK},
	{"", "- `FOO` isn't deprecated.", "FOO", BACK},
	{"Deprecated", "- `FOO`: kept until the 1.0 release.", "FOO", YES},
	{"Deprecated", "- `FOO`: kept as it is.", "FOO", NO},
};

/* Subjects and replacements. A is the old name throughout, B the new one. */
static const struct row sentences[] = {
	{"", "- Deprecated `A_X` in favour of `B_X`.", "A_X", YES},
	{"", "- Deprecated `A_X` in favour of `B_X`.", "B_X", NO},
	{"", "- Deprecated `A_X` in favor of `B_X`.", "B_X", NO},
	{"", "- `A_X` is deprecated, use `B_X` instead.", "A_X", YES},
	{"", "- `A_X` is deprecated, use `B_X` instead.", "B_X", NO},
	{"", "- `A_X` is deprecated. Use `B_X` instead.", "A_X", YES},
	{"", "- `A_X` is deprecated. Use `B_X` instead.", "B_X", NO},
	{"", "- `A_X` is deprecated; `B_X` takes over.", "A_X", YES},
	{"", "- `A_X` is deprecated; `B_X` takes over.", "B_X", NO},
	{"Deprecated", "- `A_X`; `B_X` takes over.", "B_X", NO},
	{"Deprecated", "- `A_X`, `B_X` takes over.", "A_X", YES},
	{"Deprecated", "- `A_X`, `B_X` takes over.", "B_X", NO},
	{"Deprecated", "- `A_X` has no effect, `B_X` is honoured now.", "B_X", NO},
	{"Deprecated", "- `A_X` → `B_X`", "A_X", YES},
	{"Deprecated", "- `A_X` → `B_X`", "B_X", NO},
	{"Deprecated", "- `A_X` -> `B_X`", "B_X", NO},
	{"Deprecated", "- `A_X` (use `B_X`)", "A_X", YES},
	{"Deprecated", "- `A_X` (use `B_X`)", "B_X", NO},
	{"Deprecated", "- `A_X`: use `B_X`", "A_X", YES},
	{"Deprecated", "- `A_X`: use `B_X`", "B_X", NO},
	{"Deprecated", "- A_X: set B_X", "A_X", YES},
	{"Deprecated", "- A_X: set B_X", "B_X", NO},
	{"Deprecated", "- `A_X` (switch to `B_X`)", "A_X", YES},
	{"Deprecated", "- `A_X` - switch to `B_X`", "B_X", NO},
	{"Deprecated", "- Support for `A_X`.", "A_X", YES},
	{"Deprecated", "- Support `A_X`.", "A_X", NO},
	{"Deprecated", "- `A_X` — replaced by `B_X`", "A_X", YES},
	{"Deprecated", "- `A_X` — replaced by `B_X`", "B_X", NO},
	{"Deprecated", "- `A_X`. The supported name is `B_X`.", "B_X", NO},
	{"Deprecated", "- `A_X`, the supported name is `B_X`", "A_X", YES},
	{"Deprecated", "- `A_X`, the supported name is `B_X`", "B_X", NO},
	{"Deprecated", "- Rename `A_X` to `B_X`", "A_X", YES},
	{"Deprecated", "- Rename `A_X` to `B_X`", "B_X", NO},
	{"Deprecated", "- `B_X` replaces `A_X`", "A_X", YES},
	{"Deprecated", "- `B_X` replaces `A_X`", "B_X", NO},
	{"Deprecated", "- `B_X` should be used instead of `A_X`", "B_X", NO},
	{"Deprecated", "- `B_X`, formerly `A_X`", "B_X", NO},
	{"Deprecated", "- `A_X` is ignored when `B_X` is set", "A_X", YES},
	{"Deprecated", "- `A_X` is ignored when `B_X` is set", "B_X", NO},
	{"Deprecated", "- `A_X` because `B_X` covers it", "B_X", NO},
	{"Deprecated", "- `A_X` by `B_X`", "B_X", NO},
	{"Deprecated", "- `A_X` is an alias for `B_X`", "B_X", NO},
	{"Deprecated", "- Please migrate to `B_X`.", "B_X", NO},
	{"Deprecated", "- Switch to `B_X`.", "B_X", NO},
	{"Deprecated", "- Prefer `B_X`.", "B_X", NO},
	{"Deprecated", "- Added `B_X`.", "B_X", NO},
	{"Deprecated", "- The old way. `B_X` is new.", "B_X", NO},
	{"", "- `A_X` is superseded by `B_X` and deprecated.", "B_X", NO},
	{"", "- `A_X` was replaced by `B_X`, which is deprecated too.", "A_X", NO},
	{"", "- Use `B_X` instead of `A_X`, which is deprecated.", "A_X", YES},
	{"", "- Use `B_X` instead of `A_X`, which is deprecated.", "B_X", NO},
	{"", "- Use `B_X` instead of the deprecated `A_X`.", "A_X", YES},
	{"", "- Use `B_X` instead of the deprecated `A_X`.", "B_X", NO},
	{"", "- Use `B_X` rather than the deprecated `A_X`.", "A_X", YES},
	{"", "- `B_X` replaces the deprecated `A_X`.", "A_X", YES},
	{"", "- `B_X` replaces the deprecated `A_X`.", "B_X", NO},
	{"", "- Renamed `A_X` to `B_X`; `A_X` is deprecated.", "A_X", YES},
	{"", "- Renamed `A_X` to `B_X`; `A_X` is deprecated.", "B_X", NO},
	{"", "- Renamed `A_X` to `B_X`; the old name is deprecated.", "B_X", NO},
	{"", "- Added `B_X`, deprecated `A_X`.", "A_X", YES},
	{"", "- Added `B_X`, deprecated `A_X`.", "B_X", NO},
	{"", "- Added `B_X`, and `A_X` is deprecated.", "A_X", YES},
	{"", "- Added `B_X`, and `A_X` is deprecated.", "B_X", NO},
	{"", "- Added `B_X` (deprecated alias: `A_X`).", "B_X", NO},
	{"", "- Deprecate `A_X`, and `B_X` is now the default.", "A_X", YES},
	{"", "- Deprecate `A_X`, and `B_X` is now the default.", "B_X", NO},
	{"", "- Deprecated `A_X`, now named `B_X`.", "B_X", NO},
	{"", "- `A_X` is a deprecated alias of `B_X`.", "A_X", YES},
	{"", "- `A_X` is a deprecated alias of `B_X`.", "B_X", NO},
	{"", "- `A_X`, `B_X` and `C_X` are deprecated.", "A_X", YES},
	{"", "- `A_X`, `B_X` and `C_X` are deprecated.", "B_X", YES},
	{"", "- `A_X`, `B_X` and `C_X` are deprecated.", "C_X", YES},
	{"", "- Deprecate `A_X` and `B_X`.", "B_X", YES},
	{"", "- Deprecate the `A_X` and `B_X` settings.", "A_X", YES},
	{"", "- `A_X`/`B_X` are deprecated.", "A_X", YES},
	{"", "- The `A_X` option and the `B_X` flag are deprecated.", "A_X", YES},
	{"", "- Support for `A_X` and `B_X` is deprecated.", "A_X", YES},
	{"", "- The use of `A_X` is deprecated.", "A_X", YES},
	{"", "- `A_X` will be removed in 2.0.", "A_X", YES},
	{"", "- `A_X` will be removed in 2.0; use `B_X`.", "B_X", NO},
	{"", "- `A_X` is no longer read and will be removed.", "A_X", YES},
	{"", "- With `A_X`, stale files will be removed.", "A_X", NO},
	{"", "- `A_X`: stale files will be removed.", "A_X", NO},
	{"", "- Stale files will be removed by `A_X`.", "A_X", NO},
	{"", "- A DeprecationWarning is now emitted for `A_X`.", "A_X", YES},
	{"", "- `A_X` now emits a `DeprecationWarning`.", "A_X", YES},
	{"", "- Emit a deprecation warning when `A_X` is used.", "A_X", YES},
	{"", "- Using `A_X` instead of `B_X` now emits a deprecation warning.", "B_X", NO},
	{"", "- `A_X` was renamed to `B_X` and is deprecated.", "A_X", YES},
	{"", "- `A_X` was renamed to `B_X` and is deprecated.", "B_X", NO},
	{"", "- `A_X` is replaced by `B_X` and will be removed.", "A_X", YES},
	{"", "- `A_X` is replaced by `B_X` and will be removed.", "B_X", NO},
	{"", "- It needs `A_X`, and `B_X` is deprecated.", "A_X", NO},
	{"", "- The mode with `A_X` is deprecated.", "A_X", NO},
	{"", "- Deprecation of `A_X`.", "A_X", YES},
	{"", "- Mark `A_X` as deprecated.", "A_X", YES},
	{"", "- `A_X` (deprecated since 1.2)", "A_X", YES},
	{"", "- `A_X` - deprecated, use `B_X`", "A_X", YES},
	{"", "- `A_X` - deprecated, use `B_X`", "B_X", NO},
	{"", "- OldThing.run is deprecated", "pkg.OldThing.run", YES},
	{"", "- As per our deprecation policy `A_X` stays.", "A_X", NO},
	{"", "- `A_X` had been deprecated.", "A_X", NO},
	{"", "- `A_X` may be deprecated one day.", "A_X", NO},
	{"", "- Removed the deprecated `A_X`.", "A_X", NO},
	{"", "- Remove deprecated `A_X`.", "A_X", NO},
	{"", "- Drop `A_X`, deprecated in 1.0.", "A_X", NO},
	{"", "- The deprecated `A_X` has now been removed.", "A_X", NO},
	{"", "- `A_X`, deprecated in 1.0, is no longer supported.", "A_X", NO},
	{"", "- `A_X` was deprecated. It is now fully removed.", "A_X", NO},
	{"", "- This release removes the deprecated `A_X`.", "A_X", NO},
	{"", "- Removed `B_X` and deprecate `A_X`.", "A_X", YES},
	{"", "- Removed `B_X` and deprecate `A_X`.", "B_X", NO},
	{"", "- Fixed a DeprecationWarning in `A_X`.", "A_X", NO},
	{"", "- Stop using the deprecated `A_X`.", "A_X", NO},
	{"", "- Replace deprecated `A_X` with `B_X`.", "A_X", NO},
	{"", "- `A_X` is unchanged. Something else is deprecated.", "A_X", NO},
	{"", "- `A_X` is unchanged, `B_X` is deprecated.", "A_X", NO},
	{"", "- see [`A_X` docs](https://example.org/deprecated)", "A_X", NO},
	{"", "- The old cache is deprecated, see [here](A_X)", "A_X", NO},
	{"", "- `A_X` is deprecated in favour of `B_X`; the old name works until 0.3.0.", "A_X",
         YES},
	{"", "- `A_X` is deprecated in favour of `B_X`; the old name works until 0.3.0.", "B_X",
         NO},
	{"", "- Deprecated environment variable `A_X` (use `B_X`).", "A_X", YES},
	{"", "- Deprecated environment variable `A_X` (use `B_X`).", "B_X", NO},
	{"", "- **Deprecated:** `A_X` of the app; use `B_X`.", "A_X", YES},
	{"", "- **Deprecated:** `A_X` of the app; use `B_X`.", "B_X", NO},
	{"", "- Old name `A_X` deprecated: set `B_X`.", "A_X", YES},
	{"", "- Old name `A_X` deprecated: set `B_X`.", "B_X", NO},
	{"", "- `A_X`: deprecated alias for `B_X`.", "A_X", YES},
	{"", "- `A_X`: deprecated alias for `B_X`.", "B_X", NO},
	{"", "- Deprecate `A_X` (renamed to `B_X`).", "A_X", YES},
	{"", "- Deprecate `A_X` (renamed to `B_X`).", "B_X", NO},
	{"", "- `A_X` has been renamed to `B_X`. The old name is deprecated.", "A_X", YES},
	{"", "- `A_X` has been renamed to `B_X`. The old name is deprecated.", "B_X", NO},
	{"", "- Renamed `A_X` to `B_X`. The old name is deprecated and will be removed.", "A_X",
         YES},
	{"", "- Renamed `A_X` to `B_X`. The old name is deprecated and will be removed.", "B_X",
         NO},
	{"", "- `A_X` moved to `B_X`; the old path will be removed.", "A_X", YES},
	{"", "- `A_X` moved to `B_X`; the old path will be removed.", "B_X", NO},
	{"", "- The `A_X` variable is kept as a deprecated alias of `B_X`.", "A_X", YES},
	{"", "- The `A_X` variable is kept as a deprecated alias of `B_X`.", "B_X", NO},
	{"", "- Added `B_X`, keeping `A_X` as a deprecated alias.", "A_X", YES},
	{"", "- Added `B_X`, keeping `A_X` as a deprecated alias.", "B_X", NO},
	{"", "- `B_X` is new, `A_X` still works as a deprecated alias.", "A_X", YES},
	{"", "- `B_X` is new, `A_X` still works as a deprecated alias.", "B_X", NO},
	{"", "- Deprecated `A_X`. Replaced by `B_X`.", "A_X", YES},
	{"", "- Deprecated `A_X`. Replaced by `B_X`.", "B_X", NO},
	{"", "- Deprecation notice: `A_X` → `B_X`", "A_X", YES},
	{"", "- Deprecation notice: `A_X` → `B_X`", "B_X", NO},
	{"", "- Using `A_X` is deprecated; set `B_X`.", "A_X", YES},
	{"", "- Using `A_X` is deprecated; set `B_X`.", "B_X", NO},
	{"", "- Setting `A_X` is deprecated, set `B_X`.", "A_X", YES},
	{"", "- Setting `A_X` is deprecated, set `B_X`.", "B_X", NO},
	{"", "- Removed `B_X`. `A_X` is deprecated.", "A_X", YES},
	{"", "- Removed `B_X`. `A_X` is deprecated.", "B_X", NO},
	{"", "- `A_X` is deprecated: `B_X` does the same.", "A_X", YES},
	{"", "- `A_X` is deprecated: `B_X` does the same.", "B_X", NO},
	{"", "- Deprecated the `A_X` setting, which `B_X` replaces.", "A_X", YES},
	{"", "- Deprecated the `A_X` setting, which `B_X` replaces.", "B_X", NO},
	{"", "- `A_X` is deprecated and scheduled for removal; `B_X` stays.", "A_X", YES},
	{"", "- `A_X` is deprecated and scheduled for removal; `B_X` stays.", "B_X", NO},
	{"", "- The command A_X is deprecated; B_X does its work.", "A_X", YES},
	{"", "- The command A_X is deprecated; B_X does its work.", "B_X", NO},
	{"", "- Deprecated settings: `A_X`, `B_X`.", "B_X", YES},
	{"", "- The following settings are deprecated: `A_X`, `B_X`.", "A_X", YES},
	{"", "- `A_X`, `B_X`: deprecated.", "A_X", YES},
	{"", "- `A_X` - deprecated since 0.2.0, removal in 1.0.0.", "A_X", YES},
	{"", "- Deprecated: `A_X` (removed in 1.0.0).", "A_X", YES},
	{"", "- Renamed `C_X` to `B_X`. `A_X` is new. The old name is deprecated.", "A_X", NO},
	{"", "- The old name is deprecated.", "A_X", NO},
	{"", "- The old name of `A_X` is deprecated.", "A_X", NO},
};

/* What belongs to something else, and the ids of other shapes. */
static const struct row parts[] = {
	{"", "- The `--strict` flag of `run_x` is deprecated.", "run_x --strict", YES},
	{"", "- The `--strict` flag of `run_x` is deprecated.", "run_x", NO},
	{"", "- `run_x --strict` is deprecated.", "run_x --strict", YES},
	{"", "- `run_x --strict` is deprecated.", "run_x", NO},
	{"", "- `run_x --strict-mode` is deprecated.", "run_x --strict", NO},
	{"", "- `run_x` `--strict` is deprecated.", "run_x", NO},
	{"", "- `run_y --strict` is deprecated, unlike `run_x`.", "run_x --strict", NO},
	{"", "- `--strict` is deprecated.", "run_x --strict", NO},
	{"Deprecated", "- `run_x`: the `--strict` flag", "run_x --strict", YES},
	{"Deprecated", "- `run_x`: the `--strict` flag", "run_x", NO},
	{"Deprecated", "- `--strict` of `run_x`; use `--exact`", "run_x --exact", NO},
	{"", "- The command `run_x` is deprecated.", "run_x", YES},
	{"", "- `manage.py run_x` is deprecated.", "run_x", YES},
	{"", "- run_x is deprecated.", "run_x", YES},
	{"", "- `run_xy` is deprecated.", "run_x", NO},
	{"", "- The `timeout` argument of `connect()` is deprecated.", "net.api.connect", NO},
	{"", "- The `timeout` argument of `connect()` is deprecated.",
         "net.api.connect(timeout)", YES},
	{"", "- `connect(timeout)` is deprecated.", "net.api.connect(timeout)", YES},
	{"", "- `connect(timeout=…)` is deprecated.", "net.api.connect(timeout)", YES},
	{"", "- `connect(host, timeout)` is deprecated.", "net.api.connect(timeout)", NO},
	{"", "- `connect()` is deprecated.", "net.api.connect", YES},
	{"", "- `connect`'s `timeout` is deprecated.", "net.api.connect", NO},
	{"", "- `net.api.connect` is deprecated.", "net.api.connect", YES},
	{"", "- `api.connect` is deprecated.", "net.api.connect", YES},
	{"", "- `other.connect` is deprecated.", "net.api.connect", NO},
	{"", "- Passing `timeout` to `connect` is deprecated.", "net.api.connect(timeout)",
         YES},
	{"", "- Passing `timeout` to `connect` is deprecated.", "net.api.connect", NO},
	{"", "- Calling `connect` without `timeout` is deprecated.", "net.api.connect", NO},
	{"", "- Calling `connect` with strings is deprecated.", "net.api.connect", NO},
	{"", "- In `core.errors`, the old helpers are deprecated.", "core.errors", NO},
	{"", "- Deprecated in `core.errors`: `classify_failure`.",
         "core.errors.classify_failure", YES},
	{"", "- Deprecated in `core.errors`: `classify_failure`.", "core.errors", NO},
	{"", "- The fallback of `connect` is deprecated.", "net.api.connect", NO},
	{"", "- `checks.database.latency_ms` is deprecated.", "checks.database.latency_ms",
         YES},
	{"", "- `checks.database.latency_ms` is deprecated.", "checks.database", NO},
	{"", "- `latency_ms` of the `database` check is deprecated.",
         "checks.database.latency_ms", YES},
	{"", "- `latency_ms` of the `redis` check is deprecated.", "checks.database.latency_ms",
         NO},
	{"", "- `redis.latency_ms` is deprecated, `database` stays.",
         "checks.database.latency_ms", NO},
	{"", "- `database`:\n  - `latency_ms` is deprecated", "checks.database.latency_ms",
         YES},
	{"", "- Deprecated `Old.run_all`, use `New.run_all`.", "pkg.Old.run_all", YES},
	{"", "- Deprecated `Old.run_all`, use `New.run_all`.", "pkg.New.run_all", NO},
	{"", "- `schedule=weekly` is deprecated.", "schedule=weekly", YES},
	{"", "- The `weekly` value of `schedule` is deprecated.", "schedule=weekly", YES},
	{"", "- The weekly run of `schedule` is deprecated.", "schedule=weekly", NO},
	{"", "- HTTP 503 is deprecated.", "HTTP 503", YES},
	{"", "- `HTTP 503` is deprecated.", "HTTP 503", YES},
	{"", "- HTTP 5031 is deprecated.", "HTTP 503", NO},
	{"", "- `TEAM_*` is deprecated.", "TEAM_*", YES},
	{"", "- `TEAM_<id>` is deprecated.", "TEAM_*", YES},
	{"", "- `TEAM_ID` is deprecated.", "TEAM_*", NO},
	{"", "- `TEAM_*` is deprecated.", "TEAM_ID", NO},
	{"", "- `FOO_BAR` is deprecated.", "FOO", NO},
	{"", "- `GenericTrackerResult` is deprecated.", "core.TrackerResult", NO},
	{"", "- `TrackerResult` is deprecated.", "core.TrackerResult", YES},
	{"", "- TrackerResult is deprecated.", "core.TrackerResult", YES},
	{"", "- errors are deprecated.", "core.errors", NO},
	{"", "- `errors` is deprecated.", "core.errors", YES},
	{"", "- \"errors\" is deprecated.", "core.errors", YES},
	{"", "- DEBUG is deprecated.", "DEBUG", YES},
	{"", "- Debug output is deprecated.", "DEBUG", NO},
	{"", "- `groups.*.tasks[].minutes` is deprecated.", "groups.*.tasks", NO},
	{"", "- `groups.*.tasks[]` is deprecated.", "groups.*.tasks", YES},
	{"", "- `FOO=1` is deprecated.", "FOO", YES},
	{"", "- `$FOO` is deprecated.", "FOO", YES},
};

static const struct row reprieves[] = {
	{"Changed", "- `FOO` is no longer deprecated.", "FOO", BACK},
	{"Changed", "- `FOO` is not deprecated.", "FOO", BACK},
	{"Changed", "- `FOO` isn't deprecated any more.", "FOO", BACK},
	{"Changed", "- `FOO` is not yet deprecated.", "FOO", BACK},
	{"Deprecated", "- `FOO` is no longer deprecated.", "FOO", BACK},
	{"Fixed", "- `FOO` is no longer deprecated.", "FOO", BACK},
	{"Changed", "- Undeprecate `FOO`.", "FOO", BACK},
	{"Changed", "- Un-deprecated `FOO`.", "FOO", BACK},
	{"Changed", "- The deprecation of `FOO` was reverted.", "FOO", BACK},
	{"Changed", "- Revert deprecation of `FOO`.", "FOO", BACK},
	{"Changed", "- Revert \"Deprecate `FOO`\".", "FOO", BACK},
	{"Changed", "- `FOO` will not be removed.", "FOO", BACK},
	{"Changed", "- `FOO` will no longer be removed.", "FOO", BACK},
	{"Changed", "- `FOO_BAR` is no longer deprecated.", "FOO", NO},
	{"Changed", "- `FOO` is no longer required.", "FOO", NO},
	{"Changed", "- `BAR` is no longer deprecated, `FOO` is unchanged.", "FOO", NO},
	{"Deprecated", "- Cancel deprecation of `FOO` (and deprecate `BAR` instead).", "FOO",
         BACK},
};

static enum answer
ask(struct bg_arena *arena, const struct row *row)
{
	const struct bg_entry *entry = ledger_entry(arena, row->heading, row->text);
	struct bg_subject subject = ledger_subject(arena, row->id, NULL);
	struct bg_concordance *c = bg_concordance_new(arena);
	struct bg_entries found = {0};
	enum answer answer;

	/* members and keys come with their parent */
	if (strcmp(row->id, "checks.database.latency_ms") == 0)
		subject = ledger_subject(arena, row->id, "checks.database");
	if (bg_entry_deprecates(entry, &subject))
		answer = bg_entry_reprieves(entry, &subject) ? 3 : YES;
	else
		answer = bg_entry_reprieves(entry, &subject) ? BACK : NO;
	bg_concordance_add(c, entry);
	bg_concordance_find(c, arena, subject.leaf, &found);
	return answer == NO || found.n ? answer : 4;
}

static void
ask_all(const struct row *row, size_t n)
{
	struct bg_arena *arena = bg_arena_new();
	size_t wrong = 0;

	for (size_t i = 0; i < n; i++) {
		enum answer got = ask(arena, &row[i]);

		if (got == row[i].answer)
			continue;
		print_error("%s / %s / %s: %d, not %d\n", row[i].heading, row[i].text,
		            row[i].id, (int)got, (int)row[i].answer);
		wrong++;
	}
	bg_arena_free(arena);
	assert_int_equal(wrong, 0);
}

#define ASK(rows) ask_all(rows, sizeof(rows) / sizeof(*(rows)))

static void
heading_decides_who_announces(void **state)
{
	(void)state;
	ASK(headings);
}

static void
sentence_tells_subject_from_replacement(void **state)
{
	(void)state;
	ASK(sentences);
}

static void
part_is_not_its_whole(void **state)
{
	(void)state;
	ASK(parts);
}

static void
reprieve_takes_back(void **state)
{
	(void)state;
	ASK(reprieves);
}

/* What opens brackets or quotes and never closes them is not searched for their ends. */
static void
words_without_an_end_are_read_quickly(void **state)
{
	/* too many words are cut off; labels are none, and the last stop ends a sentence */
	static const struct {
		const char *piece;
		bool deprecates;
	} rows[] = {{"a(", false}, {"][", true}, {"\xE2\x80\x9C.", true}};
	enum { LONG = 200000 };
	clock_t start = clock();

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct bg_arena *arena = bg_arena_new();
		struct bg_subject subject = ledger_subject(arena, "FOO", NULL);
		struct bg_buf text = {.arena = arena};
		const struct bg_entry *entry;

		bg_buf_puts(&text, "- `FOO` is kept, ");
		while (text.n < LONG)
			bg_buf_puts(&text, rows[i].piece);
		bg_buf_puts(&text, " `FOO` is deprecated");
		entry = ledger_entry(arena, "Changed", bg_buf_str(&text));
		assert_int_equal(bg_entry_deprecates(entry, &subject), rows[i].deprecates);
		bg_arena_free(arena);
	}
	assert_true(clock() - start < 4 * CLOCKS_PER_SEC);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(heading_decides_who_announces),
		cmocka_unit_test(sentence_tells_subject_from_replacement),
		cmocka_unit_test(part_is_not_its_whole),
		cmocka_unit_test(reprieve_takes_back),
		cmocka_unit_test(words_without_an_end_are_read_quickly),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
