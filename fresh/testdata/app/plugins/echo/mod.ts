export default { manifest: { id: "echo", contract: 1 } };
