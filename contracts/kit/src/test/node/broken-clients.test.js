'use strict';
// Clients that break the contract: each of these tests fails.

const { test } = require('node:test');
const { keepsTheContract } = require('./contract-mock');
const { iot20180120, popCore } = require('./sdks');

const FIRMWARE = { FirmwareName: 'camera', FirmwareUrl: 'https://bucket.example.com/ota/f56a9e63/cmwrrz1z.bin' };

test('a parameter that the contract does not know', () => keepsTheContract(
  ['GenerateOTAUploadURL as JSON'],
  (host) => popCore('GET')(host)('GenerateOTAUploadURL', { RegionId: 'cn-shanghai' }),
));

test('a parameter that is missing', () => keepsTheContract(
  ['CreateOTAFirmware by ACS3, as JSON'],
  (host) => iot20180120(host)('CreateOTAFirmware', FIRMWARE),
));

test('a call that is not made', () => keepsTheContract(
  ['GenerateOTAUploadURL by a V1 form, as JSON', 'CreateOTAFirmware by a V1 form, as JSON'],
  (host) => popCore('POST')(host)('GenerateOTAUploadURL', {}),
));
