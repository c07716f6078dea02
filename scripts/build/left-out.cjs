'use strict';
/**
 * Stands in for what libraries would load at every start and we never reach: dockerode's gRPC, which only builds use
 * (they are Compose's here), and the SSH client behind engines at ssh:// (a lab's ports would be on the other
 * machine's loopback).
 */
exports.Client = class {
  constructor() {
    throw new Error('engines behind ssh:// are not supported');
  }
};
