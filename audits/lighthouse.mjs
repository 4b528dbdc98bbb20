// Runs Lighthouse on pages, in one Chromium after another, and prints one line of JSON for each run.
// Read from standard input: { pages: [{ url, skip: [audit] }], runs, chromium, flags }.

import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";
import { text } from "node:stream/consumers";

const { pages, runs, chromium, flags } = JSON.parse(await text(process.stdin));
const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];

function failed(result) {
  const found = [];
  for (const [category, { auditRefs }] of Object.entries(result.categories)) {
    for (const { id, weight } of auditRefs) {
      const audit = result.audits[id];
      if (weight && audit.score !== null && audit.score < 1) {
        const items = audit.details?.items ?? [];
        const nodes = items.map((item) => item.node?.selector).filter(Boolean);
        found.push({ category, id, score: audit.score, value: audit.displayValue ?? "", nodes });
      }
    }
  }
  return found;
}

for (let run = 1; run <= runs; run += 1) {
  const chrome = await launch({ chromePath: chromium, chromeFlags: ["--headless=new", ...flags] });
  try {
    for (const { url, skip } of pages) {
      const settings = {
        port: chrome.port,
        onlyCategories: CATEGORIES,
        skipAudits: skip,
      };
      const { lhr } = await lighthouse(url, settings);
      const scores = CATEGORIES.map((id) => [id, lhr.categories[id].score]);
      const told = {
        url,
        run,
        error: lhr.runtimeError?.message ?? "",
        benchmark: lhr.environment.benchmarkIndex,
        shift: lhr.audits["cumulative-layout-shift"].numericValue ?? 0,
        scores: Object.fromEntries(scores),
        failed: failed(lhr),
      };
      console.log(JSON.stringify(told));
    }
  } finally {
    chrome.kill();
  }
}
