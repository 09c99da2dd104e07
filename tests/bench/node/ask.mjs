// ask.mjs - the question of bare.c, asked by a prompt library from npm
//
// usage: node ask.mjs LIBRARY	one of the table
//        node ask.mjs		those that this Node can run: library, version
import { readFileSync } from "node:fs";

const message = "In the last 7 days: I could not feel emotions. Made line 0";
const answers = ["Not at all", "A little", "Sometimes", "Often", "Almost all the time"];

const libraries = {
	prompts: (lib) =>
		lib.default({
			type: "select",
			name: "answer",
			message,
			choices: answers.map((title, value) => ({ title, value })),
		}),
	"@clack/prompts": (lib) =>
		lib.select({
			message,
			options: answers.map((label, value) => ({ label, value })),
		}),
};

const [wanted] = process.argv.slice(2);

if (wanted) {
	await libraries[wanted](await import(wanted));
} else {
	const here = readFileSync(new URL("package.json", import.meta.url));
	const versions = JSON.parse(here).dependencies;

	for (const name of Object.keys(libraries)) {
		try {
			await import(name);
			console.log(name, versions[name]);
		} catch {
			// its Node is newer than this one, or it is not there
		}
	}
}
