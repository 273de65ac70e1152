using Arena.Simulation.Tests.World;

namespace Arena.Simulation.Tests.Broker;

/// <summary>One network connection: packets of each direction arrive in order, or, once it is cut or half open, not at all.</summary>
internal sealed class SimConnection(SimWorld world, BrokerNature nature, SimLink link)
{
    private readonly TimeSpan[] _last = new TimeSpan[2];

    public SimLink Link { get; } = link;

    /// <summary>The session it belongs to, once the broker has let it in.</summary>
    public SimSession? Session { get; set; }

    /// <summary>Neither end has closed it.</summary>
    public bool Open { get; private set; } = true;

    /// <summary>Both ends think it is open, and nothing gets through.</summary>
    public bool HalfOpen { get; set; }

    /// <summary>What arrives at the broker.</summary>
    public void ToBroker(Action arrive) => Send(0, arrive);

    /// <summary>What arrives at the client.</summary>
    public void ToClient(Action arrive) => Send(1, arrive);

    public void Close() => Open = false;

    private void Send(int direction, Action arrive)
    {
        if (!Open || HalfOpen) return;
        var at = world.Now + world.Between(0.001, nature.LongestWay.TotalSeconds);
        if (at < _last[direction]) at = _last[direction];
        _last[direction] = at;
        world.At(at, () =>
        {
            if (Open && !HalfOpen) arrive();
        });
    }
}
