using System.Security.Cryptography;
using Arena.Ingest.Hashing;
using Xunit;

namespace Arena.Ingest.Tests.Hashing;

/// <summary>What is hashed side by side has the hash that the system's library gives it.</summary>
public sealed class PayloadHashesTests
{
    // Around the ends of blocks the padding moves into the next one.
    private static readonly int[] Lengths =
        [0, 1, 55, 56, 57, 63, 64, 65, 119, 120, 127, 128, 129, 215, 216, 247, 248, 1000, PayloadHashes.MostBytes - 1, PayloadHashes.MostBytes, PayloadHashes.MostBytes + 1, 5000];

    [Fact]
    public void Payloads_of_every_mixture_of_lengths_have_their_own_hash()
    {
        using var hashes = new PayloadHashes();
        var random = new Random(4);
        for (var round = 0; round < 200; round++)
        {
            // Of every count, so that some wait for company that doesn't come.
            var payloads = Enumerable.Range(0, round % 40).Select(_ => Bytes(random, Lengths[random.Next(Lengths.Length)])).ToArray();
            var made = payloads.Select(_ => new byte[SHA256.HashSizeInBytes]).ToArray();
            for (var place = 0; place < payloads.Length; place++)
                hashes.Add(payloads[place], made[place]);
            hashes.Finish();
            Assert.Equal(payloads.Select(payload => Convert.ToHexString(SHA256.HashData(payload))), made.Select(Convert.ToHexString));
        }
    }

    [Fact]
    public void Eight_of_each_length_have_their_own_hash()
    {
        using var hashes = new PayloadHashes();
        var random = new Random(5);
        for (var length = 0; length <= 300; length++)
        {
            var payloads = Enumerable.Range(0, Sha256Lanes.Lanes).Select(_ => Bytes(random, length)).ToArray();
            var made = payloads.Select(_ => new byte[SHA256.HashSizeInBytes]).ToArray();
            for (var place = 0; place < payloads.Length; place++)
                hashes.Add(payloads[place], made[place]);
            Assert.Equal(payloads.Select(payload => Convert.ToHexString(SHA256.HashData(payload))), made.Select(Convert.ToHexString));
        }
    }

    private static byte[] Bytes(Random random, int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }
}
