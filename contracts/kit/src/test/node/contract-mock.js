'use strict';
// Lets a client speak to a mock of the published contract, and fails where it says something else.

const { execFileSync, spawn, spawnSync } = require('node:child_process');
const { mkdtempSync, rmSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { createInterface } = require('node:readline');
const PACT = require('@pact-foundation/pact-cli/src/pact-standalone').default.pactFullPath;
const { files } = require('ota-stub-contracts/contracts.json');

process.env.PACT_DO_NOT_TRACK = 'true';

// The interactions, all of one file; async (hostAndPort) => { what the client does }; and, for a parameter of yours that
// the contract does not know, (interaction) => { what to change }.
exports.keepsTheContract = async (descriptions, client, change = () => {}) => {
  const file = files.find(({ path, interactions }) => path.startsWith('v4/')
    && descriptions.every((description) => interactions.some((i) => i.description === description)));
  if (!file) throw new Error(`No file of the contract has all of these: ${descriptions.join('; ')}`);
  const contract = structuredClone(require(`ota-stub-contracts/${file.path}`));
  const interactions = contract.interactions.filter(({ description }) => descriptions.includes(description));
  interactions.forEach(change);
  const folder = mkdtempSync(join(tmpdir(), 'contract-'));
  const pact = join(folder, 'pact.json');
  writeFileSync(pact, JSON.stringify({ ...contract, interactions }));
  const master = spawn(PACT, ['mock', 'start', '--port', '0', '--no-file-log', '--output', folder]);
  try {
    const port = await printed(master.stdout, /started on port (\d+)/);
    const created = execFileSync(PACT, ['mock', '--port', port, 'create', '--file', pact], { encoding: 'utf8' });
    const [, mock] = /port (\d+)/.exec(created);
    const thrown = await client(`127.0.0.1:${mock}`).then(() => undefined, (e) => e);
    const verdict = spawnSync(PACT, ['mock', '--port', port, 'verify', '-m', mock], { encoding: 'utf8' });
    if (verdict.status !== 0) throw new Error(verdict.stdout, { cause: thrown });
    if (thrown) throw thrown;
  } finally {
    master.kill();
    rmSync(folder, { recursive: true });
  }
};

async function printed(stream, pattern) {
  for await (const line of createInterface(stream)) {
    const [, found] = pattern.exec(line) ?? [];
    if (found) {
      stream.resume();
      return found;
    }
  }
  throw new Error('pact did not start');
}
