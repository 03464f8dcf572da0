'use strict';

const assert = require('node:assert/strict');
const { test } = require('node:test');
const { keepsTheContract } = require('./contract-mock');
const { iot20180120, popCore } = require('./sdks');

const FIRMWARE = {
  FirmwareName: 'camera', DestVersion: '1.0.1', FirmwareUrl: 'https://bucket.example.com/ota/f56a9e63/cmwrrz1z.bin',
};

for (const [name, client, framing] of [
  ['iot20180120', iot20180120, ' by ACS3, as JSON'],
  ['pop-core GET', popCore('GET'), ' as JSON'],
  ['pop-core POST', popCore('POST'), ' by a V1 form, as JSON'],
]) {
  test(name, () => keepsTheContract([`GenerateOTAUploadURL${framing}`, `CreateOTAFirmware${framing}`], async (host) => {
    const call = client(host);
    await call('GenerateOTAUploadURL', {});
    await call('CreateOTAFirmware', FIRMWARE);
  }));
}

test('an error is seen', () => keepsTheContract(
  ['GenerateOTAUploadURL as JSON: Throttling.User'],
  (host) => assert.rejects(popCore('GET')(host)('GenerateOTAUploadURL', {}), { code: 'Throttling.User' }),
));

test('a parameter that the contract does not know', () => keepsTheContract(
  ['GenerateOTAUploadURL as JSON'],
  (host) => popCore('GET')(host)('GenerateOTAUploadURL', { RegionId: 'cn-shanghai' }),
  ({ request }) => { request.query.RegionId = ['cn-shanghai']; },
));
