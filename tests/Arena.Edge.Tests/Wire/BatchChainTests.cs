using System.Security.Cryptography;
using Arena.Wire.Batches;
using Xunit;

namespace Arena.Edge.Tests.Wire;

public sealed class BatchChainTests
{
    [Fact]
    public void The_chain_is_the_hash_of_the_chain_before_and_of_half_the_batchs_hash()
    {
        var hash = Some.Hash(1);
        var first = SHA256.HashData([.. new byte[16], .. hash[..16]])[..16];
        var second = SHA256.HashData([.. first, .. Some.Hash(2)[..16]])[..16];

        var chain = BatchChain.Start.Next(hash).Next(Some.Hash(2));

        Assert.Equal(second, chain.ToArray());
        Assert.Equal(Convert.ToHexStringLower(second), chain.ToString());
    }

    [Fact]
    public void Histories_that_parted_once_never_meet_again()
    {
        var one = BatchChain.Start.Next(Some.Hash(1));
        var other = BatchChain.Start.Next(Some.Hash(2));
        for (byte batch = 3; batch < 20; batch++)
        {
            (one, other) = (one.Next(Some.Hash(batch)), other.Next(Some.Hash(batch)));
            Assert.NotEqual(one, other);
        }
    }

    [Fact]
    public void Its_text_and_its_bytes_read_back()
    {
        var chain = BatchChain.Start.Next(Some.Hash(7));

        Assert.Equal(chain, BatchChain.From(chain.ToArray()));
        Assert.True(BatchChain.TryParse(chain.ToString(), out var read));
        Assert.Equal(chain, read);
        Assert.True(BatchChain.TryParse(new string('0', 32), out var start));
        Assert.Equal(BatchChain.Start, start);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0011")]
    [InlineData("B2C8F0A1D3E4958607182930A1B2C3D4")]
    [InlineData("b2c8f0a1d3e4958607182930a1b2c3dg")]
    public void What_is_no_chain_is_refused(string? text) => Assert.False(BatchChain.TryParse(text, out _));
}
