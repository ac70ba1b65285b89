using Lamella.Silo.Hosting;
using Microsoft.Extensions.Hosting;

var builder = Host.CreateApplicationBuilder(args);

builder.AddLamellaSilo();

await builder.Build().RunAsync();
