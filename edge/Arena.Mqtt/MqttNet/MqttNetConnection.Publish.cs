using MQTTnet;

namespace Arena.Mqtt.MqttNet;

internal sealed partial class MqttNetConnection
{
    /// <summary>Publishes and waits for the settlement; see <see cref="IMqttLink.PublishAsync"/>.</summary>
    public async ValueTask<PublishOutcome> PublishAsync(MqttPublish message, CancellationToken cancellationToken)
    {
        if (!await PlaceAsync(cancellationToken)) return PublishOutcome.Unconfirmed;
        // What was handed to MQTTnet keeps its place until it is settled, whether or not its caller still waits.
        return await SendAsync(MqttNetOptions.MessageOf(message)).WaitAsync(cancellationToken);
    }

    /// <summary>Ends a subscription; see <see cref="IMqttLink.UnsubscribeAsync"/>.</summary>
    public async ValueTask<bool> UnsubscribeAsync(string filter, CancellationToken cancellationToken)
    {
        try
        {
            await _pubacks!.WriteAsync();
            var answer = await _client.UnsubscribeAsync(new MqttClientUnsubscribeOptions { TopicFilters = [filter] }, cancellationToken);
            return answer.Items.All(item => (byte)item.ResultCode < 0x80);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested && IsOfConnection(failure))
        {
            return false;
        }
    }

    /// <summary>Sends the PUBACKs of those deliveries that came over this connection.</summary>
    public void Acknowledge(ReadOnlySpan<MqttDelivery> deliveries)
    {
        if (_receiver.Window!.Acknowledge(deliveries, _number)) _pubacks!.Work.Set();
    }

    // Waits for a place among the publishes in flight; false once the connection has ended.
    private async ValueTask<bool> PlaceAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _over.Token);
            await _places!.WaitAsync(waiting.Token);
            return true;
        }
        catch (Exception failure) when (failure is OperationCanceledException or ObjectDisposedException && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task<PublishOutcome> SendAsync(MqttApplicationMessage message)
    {
        try
        {
            await _pubacks!.WriteAsync();
            var result = await _client.PublishAsync(message, CancellationToken.None);
            return result.IsSuccess ? PublishOutcome.Confirmed : PublishOutcome.Refused;
        }
        catch (Exception failure) when (IsOfConnection(failure))
        {
            return PublishOutcome.Unconfirmed;
        }
        finally
        {
            _places!.Release();
        }
    }
}
