// A day with Octokit (its pages and retries; its throttling would wait a second before each write) and github-project.
// Prints what it saw as JSON.
import GitHubProject from "github-project";
import { Octokit } from "octokit";

const here = { owner: "acme", repo: "widgets" };
const throttle = { enabled: false };
const octokit = new Octokit({ auth: "anything", baseUrl: process.env.SANDBOX_URL, throttle });
const { rest, graphql, paginate } = octokit;
const seen = {};

for (const title of ["One", "Two", "Three"]) await rest.issues.create({ ...here, title, labels: ["bug"] });
const [three, two, one] = await paginate(rest.issues.listForRepo, { ...here, per_page: 2 });
seen.pages = [one, two, three].map((issue) => issue.number);
await rest.issues.addSubIssue({ ...here, issue_number: 1, sub_issue_id: two.id });
seen.parts = (await rest.issues.listSubIssues({ ...here, issue_number: 1 })).data.map((issue) => issue.title);
const found = await paginate(rest.search.issuesAndPullRequests, { q: "repo:acme/widgets T", per_page: 1 });
seen.found = found.length;

const pages = "query q($cursor: String) {repository(owner: \"acme\", name: \"widgets\") {" +
  "issues(first: 2, after: $cursor) {nodes {number} pageInfo {hasNextPage endCursor}}}}";
const all = await graphql.paginate(pages);
seen.nodes = all.repository.issues.nodes.map((node) => node.number);

const etag = (await rest.issues.get({ ...here, issue_number: 1 })).headers.etag;
const again = { ...here, issue_number: 1, headers: { "if-none-match": etag } };
seen.unchanged = await rest.issues.get(again).catch((error) => error.status);
seen.missing = await rest.issues.get({ ...here, issue_number: 9 }).catch((error) => error.status);
seen.error = await graphql("{repository(owner: \"acme\", name: \"none\") {id}}").catch((error) => [
  error.name, error.errors[0].type,
]);

const content = Buffer.from("# Plan\n").toString("base64");
await rest.repos.createOrUpdateFileContents({ ...here, path: "R.md", message: "Plan", content });
const raw = await rest.repos.getContent({ ...here, path: "R.md", mediaType: { format: "raw" } });
seen.raw = [raw.data, raw.headers["content-type"]];

const ownerId = (await rest.repos.get(here)).data.owner.node_id;
const make = "mutation m($o: ID!) {createProjectV2(input: {ownerId: $o, title: \"Plan\"}) {projectV2 {number}}}";
const { number } = (await graphql(make, { o: ownerId })).createProjectV2.projectV2;
const project = new GitHubProject({ owner: "acme", number, octokit, fields: { status: "Status" } });
await project.items.add(one.node_id, { status: "Todo" });
await project.items.updateByContentId(one.node_id, { status: "Done" });
seen.board = (await project.items.list()).map((item) => [item.content.number, item.fields.status]);

console.log(JSON.stringify(seen));
