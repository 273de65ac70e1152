using Arena.Edge.Uplink;
using Arena.Mqtt;
using Arena.Wire.Acknowledgements;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Arena.Edge.Tests.Uplink;

/// <summary>Whatever happens in whatever order, the window is never overrun, nothing confirmed is sent, and everything arrives in the end.</summary>
public sealed class DeliveryWindowPropertyTests
{
    private static readonly UplinkOptions Options = new() { WindowBatches = 8, PassesBeforeAside = 3, MaxAside = 4 };

    [Fact]
    public void Any_history_keeps_the_bounds_and_ends_with_everything_confirmed()
    {
        var steps = Gen.Choose(0, 7).Zip(Gen.Choose(0, 60)).Select(pair => (Kind: pair.Item1, Number: pair.Item2)).ListOf();
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(steps.ToArbitrary(), script => Play([.. script])));
    }

    private static bool Play(IReadOnlyList<(int Kind, int Number)> script)
    {
        var world = new World();
        foreach (var (kind, number) in script) world.Do(kind, number);
        return world.Drains();
    }

    private sealed class World
    {
        private readonly DeliveryWindow _window = new(Options, new ResendPolicy(Options, () => 0.5));
        private readonly HashSet<long> _publishing = [];
        private readonly SequenceSet _sent = new();
        private SequenceSet _confirmed = new();
        private long _highest;
        private int _connection;
        private TimeSpan _now;

        public void Do(int kind, int number)
        {
            switch (kind)
            {
                case 0:
                    _highest += number;
                    _window.Sealed(_highest);
                    break;
                case 1:
                    _window.Connected(++_connection);
                    break;
                case 2:
                    _window.Connected(0);
                    break;
                case 3:
                    Settle(PublishOutcome.Confirmed);
                    break;
                case 4:
                    Settle(number % 2 == 0 ? PublishOutcome.Unconfirmed : PublishOutcome.Refused);
                    break;
                case 5:
                    Confirm(sequence => (sequence + number) % 3 != 0);
                    break;
                case 6:
                    _now += TimeSpan.FromSeconds(number);
                    break;
                default:
                    if (number == 0) _window.Restart(_confirmed = new SequenceSet());
                    break;
            }

            Take();
        }

        public bool Drains()
        {
            for (var rounds = 0; rounds < 5_000 && _confirmed.Low < _highest; rounds++)
            {
                if (rounds == 0) _window.Connected(++_connection);
                Take();
                Settle(PublishOutcome.Confirmed);
                Confirm(_ => true);
                _now += TimeSpan.FromMinutes(1);
            }

            return _confirmed.Low == _highest && _window.InFlight == 0 && _window.Aside == 0;
        }

        private void Take()
        {
            while (_window.TryTake(_now, out var sequence))
            {
                Assert.InRange(sequence, 1, _highest);
                Assert.False(_confirmed.Contains(sequence), $"{sequence} is confirmed and offered again");
                Assert.True(_publishing.Add(sequence), $"{sequence} is being published already");
                _sent.Add(sequence);
            }

            Assert.InRange(_window.InFlight, 0, Options.WindowBatches);
            Assert.InRange(_window.Aside, 0, Options.MaxAside);
        }

        private void Settle(PublishOutcome outcome)
        {
            foreach (var sequence in _publishing) _window.Published(sequence, outcome, _now);
            _publishing.Clear();
        }

        private void Confirm(Func<long, bool> which)
        {
            for (var sequence = 1L; sequence <= _highest; sequence++)
            {
                if (_sent.Contains(sequence) && which(sequence)) _confirmed.Add(sequence);
            }

            var copy = new SequenceSet();
            copy.Merge(_confirmed);
            _window.Settle(copy, _now);
            _publishing.RemoveWhere(_confirmed.Contains);
        }
    }
}
