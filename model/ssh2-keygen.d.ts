// @types/ssh2 describes the whole client; its key generator alone is all that a lab needs, and quick to load.
declare module 'ssh2/lib/keygen.js' {
  const keygen: {
    generateKeyPairSync(type: 'ed25519', options: { comment: string }): { private: string; public: string };
  };
  export default keygen;
}
