const { test } = require('node:test');
const { RPCClient } = require('@alicloud/pop-core');
const { keepsTheContract } = require('./contract-mock');

test('an upload URL', () => keepsTheContract(['GenerateOTAUploadURL as JSON'], async (host) => {
  const client = new RPCClient({ accessKeyId: 'any', accessKeySecret: 'any',
    endpoint: `http://${host}`, apiVersion: '2018-01-20' });
  await client.request('GenerateOTAUploadURL', {}, { method: 'GET', timeout: 60_000 });
}));
