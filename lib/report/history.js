"use strict";
(function () {
	const form = document.getElementById("filter");
	const text = document.getElementById("text");
	const gone = document.getElementById("gone");
	const boxes = Array.from(form.querySelectorAll("input[name=surface]"));
	const rows = Array.from(document.querySelectorAll("tr.promise"));
	const shown = document.getElementById("shown");

	function filter() {
		const words = text.value.toLowerCase().split(/\s+/).filter(Boolean);
		const surfaces = new Set(boxes.filter(b => b.checked).map(b => b.value));
		let n = 0;
		for (const row of rows) {
			const name = row.dataset.item.toLowerCase();
			const fits = surfaces.has(row.dataset.surface) &&
				(!gone.checked || row.dataset.gone) && words.every(w => name.includes(w));
			row.hidden = !fits;
			const button = row.querySelector("button.row");
			row.nextElementSibling.hidden = !fits ||
				button.getAttribute("aria-expanded") !== "true";
			n += fits;
		}
		shown.textContent = n + " of " + rows.length + " promises";
	}

	function toggle(button) {
		const open = button.getAttribute("aria-expanded") !== "true";
		button.setAttribute("aria-expanded", String(open));
		button.closest("tr").nextElementSibling.hidden = !open;
	}

	for (const row of rows) {
		const button = row.querySelector("button.row");
		row.addEventListener("click", event => {
			if (!event.target.closest("a"))
				toggle(button);
		});
	}
	form.addEventListener("input", filter);
	form.addEventListener("submit", event => event.preventDefault());
	form.hidden = false;
	const lines = document.querySelector(".scroll");
	lines.scrollLeft = lines.scrollWidth; /* the newest releases */
	filter();
})();
